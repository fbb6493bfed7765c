// Finds and reads one QR code in a grey picture: the glue between decoder.js and zxing-cpp.
//
// Only the QR part of zxing-cpp is linked, below its all-formats reader: binarise, find the three
// corner patterns, sample the modules, correct and decode. Payloads are bytes; no character set is
// guessed, so its tables stay out.

#include <algorithm>
#include <cstdint>
#include <memory>
#include <vector>

#include "BitMatrix.h"
#include "DecoderResult.h"
#include "DetectorResult.h"
#include "HybridBinarizer.h"
#include "ImageView.h"
#include "qrcode/QRDecoder.h"
#include "qrcode/QRDetector.h"

namespace {

// Frames larger than this are refused; camera.js scales them down to far less.
constexpr int kMaximumSide = 2048;

// All triples of corner patterns are weighed, so a frame full of them would take minutes. The corners
// of a code that is held before the camera are among the largest.
constexpr size_t kMaximumCorners = 100;

// The triples come by plausibility; a code shows up early.
constexpr int kMaximumCandidates = 64;

std::vector<uint8_t> luma;
std::vector<uint8_t> payload;

bool IsSize(int width, int height) {
    return width > 0 && height > 0 && width <= kMaximumSide && height <= kMaximumSide;
}

ZXing::QRCode::FinderPatternSets Candidates(const ZXing::BitMatrix& image) {
    auto corners = ZXing::QRCode::FindFinderPatterns(image, true);
    std::sort(corners.begin(), corners.end(),
              [](const auto& a, const auto& b) { return a.size > b.size; });
    if (corners.size() > kMaximumCorners) corners.resize(kMaximumCorners);
    return ZXing::QRCode::GenerateFinderPatternSets(corners);
}

bool Read(const ZXing::BitMatrix& image, const ZXing::QRCode::FinderPatternSet& corners) {
    const auto sampled = ZXing::QRCode::SampleQR(image, corners);
    if (!sampled.isValid()) return false;
    const auto decoded = ZXing::QRCode::Decode(sampled.bits());
    if (!decoded.isValid()) return false;
    const auto& bytes = decoded.content().bytes;
    payload.assign(bytes.begin(), bytes.end());
    return true;
}

}  // namespace

#define EXPORT(name) extern "C" __attribute__((export_name(name)))

// Makes room for a picture of width × height bytes, row by row, 0 black to 255 white, and returns
// where to write it; null if the size is refused.
EXPORT("scan_frame") uint8_t* ScanFrame(int width, int height) {
    if (!IsSize(width, height)) return nullptr;
    luma.resize(static_cast<size_t>(width) * height);
    return luma.data();
}

// Looks for a code in the picture that was written; returns the payload's length, or -1 if there is
// none. Traps where zxing-cpp throws: the caller then starts a new instance.
EXPORT("scan_decode") int ScanDecode(int width, int height) {
    if (!IsSize(width, height) || luma.size() != static_cast<size_t>(width) * height) return -1;
    const ZXing::HybridBinarizer binarizer(
        ZXing::ImageView(luma.data(), width, height, ZXing::ImageFormat::Lum));
    const ZXing::BitMatrix* image = binarizer.getBitMatrix();
    if (image == nullptr) return -1;
    int candidates = 0;
    for (const auto& corners : Candidates(*image)) {
        if (++candidates > kMaximumCandidates) break;
        if (Read(*image, corners)) return static_cast<int>(payload.size());
    }
    return -1;
}

// Where the payload of the last code lies.
EXPORT("scan_payload") const uint8_t* ScanPayload() { return payload.data(); }
