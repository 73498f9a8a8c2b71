"""Files that somebody hostile, or careless, would attach; each made here, so that what is in it can be read here."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import pikepdf
from PIL import Image, ImageCms, PngImagePlugin
from reportlab.pdfgen import canvas

MARK = b"zqMARKqz"  # what must be in nothing that is served
SCRIPT = b"<html><script>alert('zqMARKqz')</script></html>"
SIZE = (320, 200)


def picture(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """A sketch: a slope of colours with a line across, so that what is decoded can be told from what is not."""
    made = Image.linear_gradient("L").resize(size).convert(mode)
    made.paste(made.getpixel((0, 0)), (0, size[1] // 2, size[0], size[1] // 2 + 4))
    return made


def saved(made: Image.Image, kind: str, **options: object) -> bytes:
    """A picture as a file."""
    out = io.BytesIO()
    made.save(out, kind, **options)
    return out.getvalue()


def png(**options: object) -> bytes:
    return saved(picture(), "PNG", **options)


def jpeg(**options: object) -> bytes:
    return saved(picture(), "JPEG", **options)


def zipped(name: str = "evil.class", content: bytes = MARK) -> bytes:
    """An archive, stored as it is, so that its mark can be found."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


def chunk(kind: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))


def png_that_says(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG whose head says how large it is, whatever it holds."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    held = zlib.compress(pixels or b"\0" * 10_000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", held) + chunk(b"IEND", b"")


def bomb(width: int, height: int) -> bytes:
    """A PNG of one colour that really is as large as it says, in few bytes."""
    pack = zlib.compressobj(9)
    row = b"\0" + bytes(3 * width)
    held = b"".join(pack.compress(row) for _ in range(height)) + pack.flush()
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", held) + chunk(b"IEND", b"")


def with_notes_in_png() -> bytes:
    """A PNG that says who made it, where, and holds a script; and a bomb of text that is unpacked when it is read."""
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Author", MARK.decode())
    notes.add_text("Comment", SCRIPT.decode(), zip=True)
    notes.add_itxt("XML:com.adobe.xmp", f"<x>{MARK.decode()}</x>")
    return png(pnginfo=notes, exif=exif())


def text_bomb() -> bytes:
    """A PNG with a note that unpacks to 100 MB."""
    whole = png()
    note = chunk(b"zTXt", b"Comment\0\0" + zlib.compress(bytes(100_000_000), 9))
    return whole[:33] + note + whole[33:]


def exif(orientation: int = 1) -> Image.Exif:
    """Where a picture was taken, by whom, with what, and how the camera was held."""
    made = Image.Exif()
    made[0x0112] = orientation
    made[0x010F] = MARK.decode()
    made[0x013B] = MARK.decode()
    made.get_ifd(0x8825).update({1: "N", 2: (52.0, 31.0, 12.0), 3: "E", 4: (13.0, 24.0, 18.0)})
    return made


def with_profile() -> bytes:
    """A JPEG with a colour profile that says more than colours."""
    return jpeg(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(), comment=MARK)


def paper(pages: int = 2, *, title: str = "") -> bytes:
    """A PDF with words on its pages, and who wrote it."""
    out = io.BytesIO()
    made = canvas.Canvas(out)
    made.setTitle(title or MARK.decode())
    made.setAuthor(MARK.decode())
    for number in range(pages):
        made.drawString(80, 700, f"Sketch of page {number + 1}")
        made.linkURL("https://example.org/plan", (80, 690, 200, 710))
        made.showPage()
    made.save()
    return out.getvalue()


def changed(change: Callable[[pikepdf.Pdf], None], **options: object) -> bytes:
    """A PDF with something done to it."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(paper())) as made:
        change(made)
        made.save(out, **options)
    return out.getvalue()


def that_runs(made: pikepdf.Pdf) -> None:
    """Let it do something when it is opened, closed, touched; in all the places where something can be done."""
    run = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=MARK)
    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=MARK, Next=run)
    made.Root.OpenAction = run
    made.Root.AA = pikepdf.Dictionary(WC=launch)
    made.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=pikepdf.Array([MARK, run])))
    made.pages[0].obj.AA = pikepdf.Dictionary(O=made.make_indirect(run))
    field = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Tx, T=MARK,
                               Rect=[0, 0, 9, 9], AA=pikepdf.Dictionary(K=run), A=launch)  # fmt: skip
    made.pages[0].obj.Annots.append(made.make_indirect(field))
    made.Root.AcroForm = pikepdf.Dictionary(Fields=[field], XFA=made.make_stream(MARK))
    made.pages[0].obj.Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="javascript:" + MARK.decode())
    made.pages[1].obj.Annots[0].A = pikepdf.Dictionary(S=pikepdf.Name.SubmitForm, F=MARK)


def that_hides_files(made: pikepdf.Pdf) -> None:
    """Let it carry other files: of the document, and on a page."""
    made.attachments["evil.exe"] = b"MZ" + MARK
    held = made.make_stream(MARK)
    spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, F=MARK, EF=pikepdf.Dictionary(F=held))
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.FileAttachment, Rect=[0, 0, 9, 9], FS=spec)
    made.pages[0].obj.Annots.append(made.make_indirect(note))
    made.Root.AF = pikepdf.Array([made.make_indirect(spec)])


def that_tells(made: pikepdf.Pdf) -> None:
    """Let it say who made it, everywhere it can, and hold a photo that says where it was taken."""
    with made.open_metadata() as told:
        told["dc:creator"] = [MARK.decode()]
    made.pages[0].obj.PieceInfo = pikepdf.Dictionary(Maker=pikepdf.Dictionary(Private=MARK))
    made.pages[0].obj.LastModified = MARK
    note = pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Text, Rect=[0, 0, 9, 9], T=MARK,
                              Contents="Seen by the group")  # fmt: skip
    made.pages[0].obj.Annots.append(made.make_indirect(note))
    photo = made.make_stream(jpeg(exif=exif(), comment=MARK), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image,
                             Width=SIZE[0], Height=SIZE[1], BitsPerComponent=8, ColorSpace=pikepdf.Name.DeviceRGB,
                             Filter=pikepdf.Name.DCTDecode)  # fmt: skip
    made.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Im0=photo)


def deep(made: pikepdf.Pdf) -> None:
    """Hold a stream that unpacks to 300 MB."""
    held = made.make_stream(b"")
    pack = zlib.compressobj(9)
    zeros = bytes(1_000_000)
    held.write(b"".join(pack.compress(zeros) for _ in range(300)) + pack.flush(), filter=pikepdf.Name.FlateDecode)
    made.pages[0].obj.Contents = held


def deeper(made: pikepdf.Pdf) -> None:
    """Hold a bomb in a bomb: what unpacks to a few MB unpacks to 100 MB."""
    packed = zlib.compress(zlib.compress(bytes(100_000_000), 9), 9)
    held = made.make_stream(b"")
    held.write(packed, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
    made.pages[0].obj.Contents = held


def of_huge_pictures(made: pikepdf.Pdf) -> None:
    """Hold a picture that says it is a million pixels on each side."""
    photo = made.make_stream(b"\0", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=1_000_000,
                             Height=1_000_000, BitsPerComponent=1, ColorSpace=pikepdf.Name.DeviceGray)  # fmt: skip
    made.pages[0].obj.Resources.XObject = pikepdf.Dictionary(Im0=photo)


def of_objects_that_unpack() -> bytes:
    """A PDF of which whoever opens it must unpack a stream of objects of 300 MB."""
    pack = zlib.compressobj(9)
    body = b"".join(pack.compress(b" " * 1_000_000) for _ in range(300)) + pack.flush()
    out = b"%%PDF-1.5\n1 0 obj\n<</Type/ObjStm/N 1/First 5/Filter/FlateDecode/Length %d>>stream\n" % len(body)
    out += body + b"\nendstream\nendobj\n"
    start = len(out)
    table = b"".join(struct.pack(">BIH", *row) for row in ((0, 0, 0), (1, 9, 0), (2, 1, 0), (1, start, 0)))
    out += b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 2]/Root 2 0 R/Length %d>>stream\n" % len(table)
    return out + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
