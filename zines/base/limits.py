"""The limits of print and reading, each said once: number, unit, source, certainty.

Certainty: **A** primary text or own measurement, **B** secondary sources that agree, **C** one weak
source, **U** unverified. Where a print shop asks for something else, its file in assets/printers/
says so.
"""

from __future__ import annotations

# Messages

#: The most signs of a message or hint: what is longer is foreign text, and loses its middle (A: the
#: longest of our own have some 300).
LONGEST_MESSAGE = 1_000

# Cutting and paper

#: Ink past the trim in mm (B: print shops' custom; some ask for 2 or 5).
BLEED_MM: float = 3
#: Inside the trim, where a cut may fall and nothing that matters stands, in mm (B: the cut is off
#: by up to 1 mm, and print shops ask for 3 to 5).
SAFE_AREA_MM: float = 5
#: The edge of a sheet that office printers and copiers cannot print on, in mm (B: their manuals).
UNPRINTABLE_EDGE_MM: float = 5
#: Sizes that differ by no more are the same, in mm (A: programs write A4 as 595 x 842 pt, which is
#: 0.10 x 0.04 mm off, Word as 595.32 x 841.92, some as 596 x 843; an A6 of 298 x 420 is 0.2 off).
SAME_SIZE_MM: float = 1
#: The most pages that are stitched through the fold; thicker pieces are glued (B: print shops).
MOST_STITCHED_PAGES = 48

# Ink, lines, letters, pictures

#: Cyan, magenta, yellow and black together, in percent (B: 240 on newsprint, 330 coated).
TOTAL_INK_PERCENT: float = 300
#: The thinnest line in pt (B: print shops).
THINNEST_LINE_PT: float = 0.25
#: The smallest type in pt, and the smallest type reversed out of a ground (B: print shops).
SMALLEST_TEXT_PT: float = 7
SMALLEST_REVERSED_TEXT_PT: float = 8
#: Dots per inch at the printed size: under the first dots show, from the second on a picture is
#: good (B: print shops ask for 300 and take 225).
LEAST_DPI = 150
GOOD_DPI = 225

# QR codes

#: Light modules on each side of a QR code, within the artwork (A: ISO/IEC 18004).
QR_QUIET_MODULES = 4
#: The smallest side of a QR code in mm (B).
SMALLEST_QR_MM: float = 20
#: The smallest module in mm (A, own simulated photographs of office prints: modules of 0.51 mm were
#: read in 73 cases of 100, those of 0.57 mm in 99).
SMALLEST_QR_MODULE_MM: float = 0.6
#: Staples and stitches of single leaves stand so far (mm) from the spine where no margin is asked
#: for. Our choice: nearer to the edge paper tears, further in a leaf opens badly.
STAPLE_INSET_MM: float = 5

# What is looked into of a file, so that none takes more than minutes or 1 GB (A: own measurement of
# files made to take both). Past these bounds, a finding says so.

#: Bytes of any file that is read whole or hashed.
LARGEST_READ = 1_000_000_000
#: Filters over one another: programs use two at most, one of them ASCII.
MOST_LAYERS = 4
#: Pages of a file that are looked into, and those that are drawn.
MOST_PAGES, MOST_DRAWN_PAGES = 2_000, 200
#: How long a page may take to be drawn, in seconds of computing, and on a busy machine at most.
LONGEST_DRAWING_SECONDS, LONGEST_WAIT_SECONDS = 20, 120
#: How long all pages of a file may take to be drawn, in seconds of computing: 200 take 50.
LONGEST_WHOLE_DRAWING_SECONDS = 100
#: Bytes of memory for a file that is read, and for one that is drawn.
MOST_MEMORY = 850_000_000
#: Bytes of one content stream once decoded: a page of text has 20 kB, a dense map some MB.
LARGEST_CONTENT = 8_000_000
#: Bytes of all content of a file as it is drawn: a form counts as often as it is drawn.
LARGEST_WHOLE_CONTENT = 200_000_000
#: Bytes of the content of pages that are decoded to be imposed, of one and of all: sheets hold it
#: in memory.
LARGEST_PRINTED_PAGE, LARGEST_PRINTED = 50_000_000, 200_000_000
#: Bytes of a stream that holds objects or their table, and of all of a file: programs put 200
#: objects into one, some 100 kB.
LARGEST_OBJECT_STREAM, LARGEST_OBJECT_STREAMS = 16_000_000, 200_000_000
#: Pages of a file that is imposed: a third of a second each thousand, and far more than is folded.
MOST_IMPOSED_PAGES = 20_000
#: Streams that the content of one page is in; programs write up to a dozen.
MOST_PARTS = 10_000
#: Bytes of the dots of a picture whose ink is measured (80 million dots of CMYK: A1 at 300 dpi),
#: and of all pictures of a file.
LARGEST_PICTURE, LARGEST_PICTURES = 320_000_000, 4_000_000_000
#: Words (numbers, names, operators) of content that are in memory at a time: 280 bytes each.
MOST_WORDS_AT_ONCE = 2_000_000
#: Steps of work for a whole file: a word is one, what is painted costs more. A book of 300 pages
#: has half of it.
MOST_WORK = 5_000_000

# Files

#: The longest name of a file, and of a path, in bytes (A: NAME_MAX and PATH_MAX of Linux; NTFS and
#: APFS take 255 characters).
LONGEST_NAME_BYTES = 255
LONGEST_PATH_BYTES = 4095
#: The largest number in a vector drawing (A, own trials: none for print needs more; at 3e38 Typst
#: 0.15 ends the whole program).
LARGEST_DRAWING_NUMBER: float = 1e9
