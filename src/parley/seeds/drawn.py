"""What the sample’s people draw, and what its clients take pictures of."""

from PIL import Image, ImageDraw

from parley.voices.rules.pictures import made_from
from parley.voices.terms import Attachable, FileKind

INK, PAPER, GREY, WARN = "#1c2130", "#ffffff", "#d8d4ca", "#a94823"


def sketch(title: str, boxes: int, colour: str) -> Attachable:
    """Draw a sketch as people draw them: a few boxes, what goes between them, and a screen at the end."""
    drawn = Image.new("RGB", (960, 540), PAPER)
    pen = ImageDraw.Draw(drawn)
    pen.text((40, 30), title, fill=INK, font_size=34)
    step = 880 // (boxes + 1)
    for number in range(boxes + 1):
        left = 40 + number * step
        pen.rounded_rectangle(
            (left, 180, left + step - 60, 360), 14, outline=colour if number == boxes else INK, width=5
        )
        for line in range(3):
            pen.line((left + 20, 220 + 40 * line, left + step - 90 - 20 * line, 220 + 40 * line), fill=GREY, width=8)
        if number:
            pen.line((left - 55, 270, left - 8, 270), fill=colour, width=5)
            pen.polygon(((left - 8, 270), (left - 24, 260), (left - 24, 280)), fill=colour)
    return Attachable("sketch.png", made_from(drawn, FileKind.PNG))


def screenshot(says: str) -> Attachable:
    """Draw what a client sees on its phone when something is not there: a heading, rows, and what the screen says."""
    drawn = Image.new("RGB", (720, 1280), PAPER)
    pen = ImageDraw.Draw(drawn)
    pen.rectangle((0, 0, 720, 110), fill=INK)
    pen.text((40, 36), "Audit", fill=PAPER, font_size=34)
    for row in range(6):
        pen.rounded_rectangle((40, 160 + 120 * row, 680, 250 + 120 * row), 12, outline=GREY, width=3)
        pen.line((70, 205 + 120 * row, 380 - 30 * (row % 3), 205 + 120 * row), fill=GREY, width=12)
    pen.rounded_rectangle((40, 930, 680, 1080), 12, outline=WARN, width=5)
    pen.text((70, 985), says, fill=WARN, font_size=30)
    return Attachable("screenshot.png", made_from(drawn, FileKind.PNG))
