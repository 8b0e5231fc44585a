"""The table: medians over the rounds, ratios of values of the same round, verdicts."""

import statistics

from scenarios import CPU, PEERS, ROWS, SCENARIOS

JUDGED = {True: 'met', False: 'missed', None: '?'}


def median(values):
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def values(results, scenario, server, key, scale=1):
    """One a round; None where it failed."""
    rounds = results.get(scenario, {}).get(server, [])
    return [None if 'error' in measured else measured[key] * scale for measured in rounds]


def ratio(ours, theirs):
    """The median of the ratios within each round."""
    return median([a / b if a is not None and b else None for a, b in zip(ours, theirs)])


def number(value):
    if value is None:
        return '–'
    return f'{value:.0f}' if abs(value) >= 100 else f'{value:.3g}'


def said(scenario, measured):
    """One measure in a few words."""
    if 'error' in measured:
        return measured['error']
    return ', '.join(f'{number(measured[row.key] * row.scale)} {row.unit}' for row in ROWS if row.scenario == scenario)


class Line:
    """A row with what was measured."""

    def __init__(self, row, results):
        def of(server):
            return values(results, row.scenario, server, row.key, row.scale)

        self.row = row
        self.by_server = {server: median(of(server)) for server in SCENARIOS[row.scenario].servers}
        self.own = self.by_server['mitos']
        peers = {server: self.by_server.get(server) for server in PEERS}
        known = {server: value for server, value in peers.items() if value is not None}
        self.best_peer = min(known, key=known.get) if known else None
        self.to_ceiling = ratio(of('mitos'), of('ceiling'))
        self.to_peer = ratio(of('mitos'), of(self.best_peer)) if self.best_peer else None

    @property
    def verdict(self):
        """Whether the target is met; None where it cannot be told."""
        if self.own is None:
            return None
        # The ratios are those of the same round: machines that share their cores drift.
        ceiling = self.own / self.to_ceiling if self.to_ceiling else None
        peer = self.own / self.to_peer if self.to_peer else None
        held = [holds(self.own, ceiling, peer) for holds in self.row.target.holds]
        return None if None in held else all(held)

    def cells(self):
        servers = [number(self.by_server.get(server)) for server in ('mitos', 'ceiling', *PEERS)]
        compared = [number(self.to_ceiling), number(self.to_peer)] if self.row.key == CPU else ['', '']
        return [self.row.title, self.row.unit, *servers, *compared, self.row.target.text, JUDGED[self.verdict]]


HEAD = ['', '', 'Mitos', 'ceiling', 'graphql-ws', 'prepared', '× ceiling', '× best peer', 'target', '']
VARIANT_HEAD = ['', '', 'one io thread', 'two io threads', 'rise', '≤ 10 %', 'TLS', '× without', "OpenSSL's share"]


def lines(results):
    return [Line(row, results) for row in ROWS if values(results, row.scenario, 'mitos', row.key)]


def percent(share):
    return '–' if share is None else f'{100 * share:.0f} %'


def variant_cells(row, results):
    own, threads, tls = (values(results, row.scenario, server, row.key, row.scale) for server in ('mitos', 'threads', 'tls'))
    openssl = [measured.get('openssl') for measured in results[row.scenario].get('tls', [])]
    rise, more = ratio(threads, own), ratio(tls, own)
    return [row.title, row.unit, number(median(own)), number(median(threads)), percent(rise and rise - 1),
            '–' if rise is None else JUDGED[rise <= 1.1], number(median(tls)), number(more),
            percent(median(openssl) if row.key == CPU else None)]


def variant_rows(results):
    return [variant_cells(row, results) for row in ROWS if {'threads', 'tls'} & set(results.get(row.scenario, {}))]


def tables(results):
    """Each with its head in front."""
    made = [[HEAD, *(line.cells() for line in lines(results))]]
    if rows := variant_rows(results):
        made.append([VARIANT_HEAD, *rows])
    return made


def plain(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    return '\n'.join('  '.join(cell.ljust(width) if at == 0 else cell.rjust(width) for at, (cell, width) in enumerate(zip(row, widths)))
                     for row in rows)


def markdown(rows):
    head, *body = rows
    return '\n'.join('| ' + ' | '.join(row) + ' |' for row in (head, ['---'] + ['---:'] * (len(head) - 1), *body))


def failures(results):
    """Why there is no value, where there is none."""
    return [f'{scenario}, {server}: {measured["error"]}' for scenario, servers in results.items()
            for server, rounds in servers.items() for measured in rounds if 'error' in measured]
