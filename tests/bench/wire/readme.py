"""The part of README.md that a run writes, and the picture beside it."""

import machine
import picture
import table
from servers import BENCH

BEGIN = '<!-- written by ./dev bench wire --readme -->\n'
END = '<!-- as far as here -->\n'


def block(measured):
    made = [table.markdown(rows) for rows in table.tables(measured['results'])]
    return '\n\n'.join([*made, machine.text(measured)]) + '\n'


def write(measured):
    (BENCH / 'bench.svg').write_text(picture.draw(measured), encoding='utf-8')
    page = BENCH.parent.parent / 'README.md'
    before, rest = page.read_text(encoding='utf-8').split(BEGIN)
    behind = rest.split(END)[1]
    page.write_text(before + BEGIN + block(measured) + END + behind, encoding='utf-8')
