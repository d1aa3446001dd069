"""Converts video frames to greyscale. Most cameras send the luma (Y) plane first: it is only copied."""

from __future__ import annotations

from typing import Final

from PySide6.QtGui import QImage
from PySide6.QtMultimedia import QVideoFrame, QVideoFrameFormat

from ui.scanning.capture.decoding import Plane, plane_of_image

_Pixel = QVideoFrameFormat.PixelFormat
# Planar formats: one luma byte per pixel first, chroma elsewhere.
_LIGHT_FIRST: Final = frozenset(
    {
        _Pixel.Format_YUV420P,
        _Pixel.Format_YUV422P,
        _Pixel.Format_YV12,
        _Pixel.Format_NV12,
        _Pixel.Format_NV21,
        _Pixel.Format_IMC1,
        _Pixel.Format_IMC2,
        _Pixel.Format_IMC3,
        _Pixel.Format_IMC4,
        _Pixel.Format_Y8,
    }
)
# Packed formats: luma in every second byte, from this offset.
_LIGHT_BETWEEN: Final = {_Pixel.Format_YUYV: 0, _Pixel.Format_UYVY: 1}


def plane_of(frame: QVideoFrame) -> Plane | None:
    """Copies a frame's luma plane; None for an invalid frame (the last one of a video is such)."""
    if not frame.isValid() or frame.width() <= 0 or frame.height() <= 0:
        return None
    pixel = frame.pixelFormat()
    image = QVideoFrameFormat.imageFormatFromPixelFormat(pixel)
    as_light = pixel in _LIGHT_FIRST or pixel in _LIGHT_BETWEEN
    if not as_light and image is QImage.Format.Format_Invalid:
        return plane_of_image(frame.toImage())
    if not frame.map(QVideoFrame.MapMode.ReadOnly):
        return None
    try:
        data, stride = bytes(frame.bits(0)), frame.bytesPerLine(0)
    finally:
        frame.unmap()
    if as_light:
        return _light(data, stride, frame)
    return plane_of_image(QImage(data, frame.width(), frame.height(), stride, image))


def _light(data: bytes, stride: int, frame: QVideoFrame) -> Plane | None:
    if frame.pixelFormat() in _LIGHT_BETWEEN:
        data, stride = data[_LIGHT_BETWEEN[frame.pixelFormat()] :: 2], stride // 2
    if stride < frame.width() or len(data) < stride * (frame.height() - 1) + frame.width():
        return None
    return Plane(data, frame.width(), frame.height(), stride)
