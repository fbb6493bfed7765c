"""Films a screen for the camera of a phone: turned, tilted, soft and noisy, as a hand-held phone sees it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

WIDTH, HEIGHT = 1280, 720
FRAMES_PER_SECOND = 10
FRAME_COUNT = 10


@dataclass(frozen=True)
class Take:
    """How the phone is held."""

    degrees: float = 6
    tilt: float = 0.08  # how much narrower the far edge is, as a share of the width
    blur: float = 0.8  # pixels
    noise: int = 14  # of 255
    gain: float = 0.85

    def filters(self) -> str:
        """The ffmpeg filters that turn a screenshot into what the camera sees."""
        radians = self.degrees * 3.14159265 / 180
        corner = f"W*{self.tilt}:0:W*{1 - self.tilt}:0:0:H:W:H:sense=destination"
        return ",".join(
            [
                f"scale={WIDTH}:{HEIGHT}:force_original_aspect_ratio=decrease",
                f"pad={WIDTH}:{HEIGHT}:(ow-iw)/2:(oh-ih)/2:color=0x8a8f94",
                "format=yuv444p",
                f"perspective={corner}",
                f"rotate={radians}:fillcolor=0x6b7075",
                f"gblur=sigma={self.blur}",
                f"colorlevels=romax={self.gain}:gomax={self.gain}:bomax={self.gain}",
                f"noise=alls={self.noise}:allf=t",
            ]
        )


def shoot(screenshot: bytes, film: Path, take: Take = Take()) -> None:
    """Writes a film of the screenshot (PNG) to a y4m file, over what a camera may be playing from it.

    Chromium keeps the file open and reads it around and around, so it is overwritten in place: all films
    have the same size, and the camera sees the new one from the next frame on.
    """
    video = _ffmpeg(screenshot, take, FRAME_COUNT, "yuv4mpegpipe", ["-pix_fmt", "yuv420p"])
    if film.exists() and film.stat().st_size == len(video):
        with film.open("r+b") as file:
            file.write(video)
    else:
        film.write_bytes(video)


def still(screenshot: bytes, take: Take = Take()) -> bytes:
    """One frame of the film, as a JPEG."""
    return _ffmpeg(screenshot, take, 1, "image2pipe", ["-c:v", "mjpeg", "-q:v", "3"])


def palette(screenshot: bytes, picture: Path) -> None:
    """Writes a screenshot (PNG) in the 256 colours that suit it best."""
    colours = "split[shown][counted];[counted]palettegen[few];[shown][few]paletteuse=dither=none"
    source = ["-f", "image2pipe", "-c:v", "png", "-i", "-"]
    out = ["-filter_complex", colours, "-f", "image2pipe", "-c:v", "png"]
    picture.write_bytes(_run([*source, *out], screenshot))


def dark() -> bytes:
    """A screenshot of nothing, for a camera that has nothing to see yet."""
    source = ["-f", "lavfi", "-i", f"color=0x303030:size={WIDTH}x{HEIGHT}"]
    return _run([*source, "-frames:v", "1", "-f", "image2pipe", "-c:v", "png"])


def _ffmpeg(screenshot: bytes, take: Take, frames: int, form: str, options: list[str]) -> bytes:
    source = ["-f", "image2pipe", "-loop", "1", "-r", str(FRAMES_PER_SECOND), "-c:v", "png", "-i", "-"]
    frames_out = ["-vf", take.filters(), "-frames:v", str(frames), *options, "-f", form]
    return _run([*source, *frames_out], screenshot)


def _run(arguments: list[str], stdin: bytes = b"") -> bytes:
    command = ["ffmpeg", "-hide_banner", "-loglevel", "error", *arguments, "-"]
    return subprocess.run(command, input=stdin, stdout=subprocess.PIPE, check=True).stdout
