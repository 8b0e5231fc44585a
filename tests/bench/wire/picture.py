"""The picture: for each cost, bars of Mitos and of the others."""

import textwrap
from xml.sax.saxutils import escape

import machine
import table
from scenarios import CPU

WIDTH, PANEL, GAP, MARGIN = 860, 400, 20, 20
BAR, STEP, HEAD = 16, 21, 34
BEGIN = 132  # where a bar begins within its panel
TITLES = {'mitos': 'Mitos', 'ceiling': 'ceiling', 'graphql-ws': 'graphql-ws', 'prepared': 'prepared'}

STYLE = '''
  .page { fill: #ffffff }
  text { font: 12px system-ui, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 13px }
  .note { font-size: 11px; fill: #59636e }
  .mitos { fill: #0a7d5a } .ceiling { fill: #8c959f } .graphql-ws { fill: #c2571a } .prepared { fill: #e0935f }
  @media (prefers-color-scheme: dark) {
    .page { fill: #0d1117 } text { fill: #e6edf3 } .note { fill: #9198a1 }
    .mitos { fill: #3fb98f } .ceiling { fill: #6e7681 } .graphql-ws { fill: #d9773c } .prepared { fill: #a8603a }
  }
'''


def words(x, y, text, kind='', end=False):
    anchor = ' text-anchor="end"' if end else ''
    return f'<text x="{x}" y="{y}" class="{kind}"{anchor}>{escape(text)}</text>'


def bar(x, y, server, value, longest):
    length = max(1, (PANEL - BEGIN - 60) * value / longest)
    return [words(x + BEGIN - 8, y + BAR - 4, TITLES[server], end=True),
            f'<rect x="{x + BEGIN}" y="{y}" width="{length:.1f}" height="{BAR}" rx="2" class="{server}"/>',
            words(round(x + BEGIN + length + 6), y + BAR - 4, table.number(value))]


def panel(x, y, line):
    """Its elements, and the height that it takes."""
    known = {server: value for server, value in line.by_server.items() if value is not None}
    made = [words(x, y + 14, f'{line.row.title}, {line.row.unit}', 'title')]
    for at, (server, value) in enumerate(known.items()):
        made += bar(x, y + 24 + at * STEP, server, value, max(known.values()))
    return made, HEAD + len(known) * STEP


def draw(measured):
    made, y = [], MARGIN
    chosen = [line for line in table.lines(measured['results'])
              if line.own is not None and (line.row.key == CPU or line.row.scenario == 'memory')]
    for left, right in zip(chosen[::2], [*chosen[1::2], None]):
        heights = []
        for x, line in ((MARGIN, left), (MARGIN + PANEL + GAP, right)):
            if line:
                elements, height = panel(x, y, line)
                made += elements
                heights.append(height)
        y += max(heights) + 8
    notes = ['CPU of the server per unit, and its resident memory; shorter is better. prepared: graphql-ws that parses and validates each '
             'document once. ceiling: fixed templates on Asio, no JSON, no GraphQL.', machine.text(measured)]
    for note in notes:
        for text in textwrap.wrap(note, 140):
            y += 15
            made.append(words(MARGIN, y, text, 'note'))
    body = '\n'.join(made)
    return (f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {y + MARGIN}" role="img" '
            f'aria-label="Costs of Mitos beside other servers">\n<style>{STYLE}</style>\n'
            f'<rect width="100%" height="100%" rx="8" class="page"/>\n{body}\n</svg>\n')
