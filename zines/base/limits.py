"""The limits of print and of reading files, each written once: number, unit, source, certainty.

Certainty: **A** primary text or own measurement, **B** secondary sources that agree, **C** one weak
source, **U** unverified. Where a print shop requires something else, its file in assets/printers/
has the number.
"""

from __future__ import annotations

# Messages

#: The most characters of a message or hint: a longer one contains foreign text, and its middle is
#: cut out (A: the longest of our own have some 300).
LONGEST_MESSAGE = 1_000

# Cutting and paper

#: How far ink extends past the trim, in mm (B: print shops' custom; some ask for 2 or 5).
BLEED_MM: float = 3
#: The width inside the trim where a cut may fall and nothing important may stand, in mm (B: the cut
#: is off by up to 1 mm, and print shops ask for 3 to 5).
SAFE_AREA_MM: float = 5
#: The edge of a sheet that office printers and copiers cannot print on, in mm (B: their manuals).
UNPRINTABLE_EDGE_MM: float = 5
#: Sizes that differ by no more than this are the same, in mm (A: programs write A4 as 595 x 842 pt,
#: which is 0.10 x 0.04 mm off, Word as 595.32 x 841.92, some as 596 x 843; an A6 of 298 x 420 is
#: 0.2 off).
SAME_SIZE_MM: float = 1
#: The most pages that are stitched through the fold; thicker pieces are glued (B: print shops).
MOST_STITCHED_PAGES = 48
#: Distance in mm of the staples and stitches of single leaves from the spine if no margin is set.
#: Our choice: nearer to the edge paper tears, further in a leaf opens badly.
STAPLE_INSET_MM: float = 5

# Ink, lines, letters, pictures

#: The most cyan, magenta, yellow and black together, in percent (B: 240 on newsprint, 330 coated).
TOTAL_INK_PERCENT: float = 300
#: The thinnest line in pt (B: print shops).
THINNEST_LINE_PT: float = 0.25
#: The smallest type in pt, and the smallest light type on a dark ground (B: print shops).
SMALLEST_TEXT_PT: float = 7
SMALLEST_REVERSED_TEXT_PT: float = 8
#: Dots per inch at the printed size: below the first, dots are visible; from the second on, a
#: picture is good (B: print shops ask for 300 and accept 225).
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

# How much of a file is read, so that no file takes more than minutes or 1 GB (A: own measurement of
# files built to exceed both). Beyond these limits, a problem reports it.

#: The most bytes of any file that is read whole or hashed.
LARGEST_READ = 1_000_000_000
#: The most filters on one stream: programs use two at most, one of them ASCII.
MOST_FILTERS = 4
#: The most pages of a file that are examined, and that are drawn.
MOST_PAGES, MOST_DRAWN_PAGES = 2_000, 200
#: The longest time to draw a page, in seconds of computing, and on a busy machine in all.
LONGEST_DRAWING_SECONDS, LONGEST_WAIT_SECONDS = 20, 120
#: The longest time to draw all pages of a file, in seconds of computing: 200 pages take 50.
LONGEST_WHOLE_DRAWING_SECONDS = 100
#: The most bytes of memory to read a file, and to draw it.
MOST_MEMORY = 850_000_000
#: The most bytes of one decoded content stream: a page of text has 20 kB, a dense map some MB.
LARGEST_CONTENT = 8_000_000
#: The most bytes of all content of a file as drawn: a form counts each time it is drawn.
LARGEST_WHOLE_CONTENT = 200_000_000
#: The most bytes of decoded content of the pages to impose, for one page and for all: sheets hold
#: it in memory.
LARGEST_PRINTED_PAGE, LARGEST_PRINTED = 50_000_000, 200_000_000
#: The most bytes of an object stream or cross-reference stream, and of all those of a file:
#: programs put 200 objects into one, some 100 kB.
LARGEST_OBJECT_STREAM, LARGEST_OBJECT_STREAMS = 16_000_000, 200_000_000
#: The most pages of a file to impose: a thousand take a third of a second; far more than can be
#: folded.
MOST_IMPOSED_PAGES = 20_000
#: The most streams that the content of one page is divided into; programs write up to a dozen.
MOST_PARTS = 10_000
#: The most bytes of the pixels of a picture whose ink is measured (80 million pixels of CMYK: A1 at
#: 300 dpi), and of all pictures of a file.
LARGEST_PICTURE, LARGEST_PICTURES = 320_000_000, 4_000_000_000
#: The most tokens (numbers, names, operators) of content in memory at a time: 280 bytes each.
MOST_WORDS_AT_ONCE = 2_000_000
#: The most steps of work for a whole file: a token is one step, a painting operator costs more. A
#: book of 300 pages takes half of it.
MOST_WORK = 5_000_000

# Files

#: The longest name of a file, and the longest path, in bytes (A: NAME_MAX and PATH_MAX of Linux;
#: NTFS and APFS accept 255 characters).
LONGEST_NAME_BYTES = 255
LONGEST_PATH_BYTES = 4095
#: In characters: MAX_PATH without its end (Microsoft, "Maximum Path Length Limitation").
LONGEST_WINDOWS_PATH = 259
#: The largest number in a vector drawing (A, own trials: no drawing for print needs more; 3e38
#: makes Typst 0.15 end the whole program).
LARGEST_DRAWING_NUMBER: float = 1e9
