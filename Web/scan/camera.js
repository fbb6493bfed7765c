// @ts-check
/**
 * Scans QR codes with the camera. Loaded only when someone scans:
 *
 *     const { scan } = await import('/scan/camera.js');
 *     const scanning = scan(video, {
 *       createWorker: () => new Worker(workerURL('/scan/worker.js'), { type: 'module' }),
 *       onText: (text) => …,
 *       onProblem: (problem) => …,
 *     });
 *     …
 *     scanning.stop();
 */

/**
 * Why there is no picture, or nothing is read from it:
 * - `missing`: the device has no camera;
 * - `denied`: the person or the browser's settings forbid it;
 * - `busy`: another app holds it, or it was taken away;
 * - `insecure`: browsers give the camera only to pages of https or of this computer;
 * - `failed`: the decoder could not be loaded.
 *
 * @typedef {'missing' | 'denied' | 'busy' | 'insecure' | 'failed'} CameraProblem
 */

/**
 * @typedef {{
 *   createWorker: () => Worker,
 *   onText: (text: string) => void,
 *   onProblem: (problem: CameraProblem) => void,
 * }} ScanOptions `onText` gets each text once, until another code is seen; `onProblem` ends the scan.
 */

/** The least time between the starts of two frames, in milliseconds: about 8 a second. */
const frameInterval = 125;

/** The side of the square that is searched, in pixels: enough for a code that fills half of it. */
const longestSide = 640;

/** @type {MediaStreamConstraints} */
const constraints = {
  audio: false,
  video: { facingMode: 'environment', width: { ideal: 1280 }, height: { ideal: 720 } },
};

/**
 * Shows the camera in `video` and looks for codes in the middle of its picture.
 *
 * @param {HTMLVideoElement} video
 * @param {ScanOptions} options
 * @returns {{ stop: () => void }} `stop` releases the camera; it may be called at any time, and twice.
 */
export function scan(video, options) {
  const scanning = new Scan(video, options);
  scanning.start();
  return { stop: () => scanning.stop() };
}

/**
 * One scan, from asking for the camera to letting it go.
 *
 *     asking ── picture ──▶ reading ── stop, problem ──▶ stopped
 *        └──────────── stop, problem ─────────────────────▲
 */
class Scan {
  #video;
  #options;
  #isStopped = false;
  /** @type {MediaStream | undefined} */
  #stream;
  /** @type {Worker | undefined} */
  #worker;
  #timer = 0;
  #frameStart = 0;
  #lastText = '';

  /**
   * @param {HTMLVideoElement} video
   * @param {ScanOptions} options
   */
  constructor(video, options) {
    this.#video = video;
    this.#options = options;
  }

  async start() {
    try {
      const stream = await openCamera();
      if (this.#isStopped) return stopTracks(stream);
      this.#stream = stream;
      for (const track of stream.getTracks()) track.onended = () => this.#fail('busy');
      await this.#show(stream);
    } catch (error) {
      return this.#fail(problem(error));
    }
    if (!this.#isStopped) this.#startReading();
  }

  stop() {
    this.#isStopped = true;
    clearTimeout(this.#timer);
    this.#worker?.terminate();
    if (!this.#stream) return;
    stopTracks(this.#stream);
    if (this.#video.srcObject === this.#stream) this.#video.srcObject = null;
    this.#stream = undefined;
  }

  /** @param {MediaStream} stream */
  async #show(stream) {
    this.#video.muted = true;
    this.#video.playsInline = true;
    this.#video.srcObject = stream;
    await this.#video.play();
  }

  #startReading() {
    try {
      this.#worker = this.#options.createWorker();
    } catch {
      return this.#fail('failed');
    }
    this.#worker.onmessage = ({ data }) => this.#answered(data);
    this.#worker.onerror = () => this.#fail('failed');
    this.#sendFrame();
  }

  /** Sends the worker the middle of the picture; there is one frame on its way at a time. */
  async #sendFrame() {
    this.#frameStart = performance.now();
    const frame = document.hidden ? undefined : await middle(this.#video);
    if (this.#isStopped) return frame?.close();
    if (frame) this.#worker?.postMessage({ frame }, [frame]);
    else this.#scheduleFrame();
  }

  /** @param {{ text?: string, failed?: boolean }} answer */
  #answered({ text, failed }) {
    if (this.#isStopped) return;
    if (failed) return this.#fail('failed');
    if (text !== undefined && text !== this.#lastText) {
      this.#lastText = text;
      this.#options.onText(text);
    }
    if (!this.#isStopped) this.#scheduleFrame();
  }

  #scheduleFrame() {
    const wait = Math.max(0, this.#frameStart + frameInterval - performance.now());
    this.#timer = setTimeout(() => this.#sendFrame(), wait);
  }

  /** @param {CameraProblem} problem */
  #fail(problem) {
    if (this.#isStopped) return;
    this.stop();
    this.#options.onProblem(problem);
  }
}

/** Asks for a camera that looks away from the person, or any when there is none such. */
function openCamera() {
  if (!navigator.mediaDevices?.getUserMedia) throw new InsecurePage();
  return navigator.mediaDevices.getUserMedia(constraints);
}

/** Thrown where the browser hides its cameras from the page. */
class InsecurePage extends Error {}

/** @param {MediaStream} stream */
function stopTracks(stream) {
  for (const track of stream.getTracks()) {
    track.onended = null;
    track.stop();
  }
}

/**
 * The square in the middle of the picture, at most `longestSide` a side; nothing before the first frame.
 *
 * @param {HTMLVideoElement} video
 * @returns {Promise<ImageBitmap | undefined>}
 */
async function middle(video) {
  const { videoWidth: width, videoHeight: height } = video;
  const side = Math.min(width, height);
  if (side === 0 || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return undefined;
  const target = Math.min(side, longestSide);
  const [left, top] = [(width - side) >> 1, (height - side) >> 1];
  try {
    return await createImageBitmap(video, left, top, side, side, {
      resizeWidth: target,
      resizeHeight: target,
    });
  } catch {
    return undefined;
  }
}

/**
 * @param {unknown} error
 * @returns {CameraProblem}
 */
export function problem(error) {
  if (error instanceof InsecurePage) return 'insecure';
  switch (error instanceof DOMException ? error.name : '') {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'missing';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    default:
      return 'busy';
  }
}
