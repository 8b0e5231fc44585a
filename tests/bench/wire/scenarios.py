"""What is measured, of whom, and what Mitos is to reach."""

CORE = ('mitos', 'ceiling', 'graphql-ws', 'prepared')
PEERS = ('graphql-ws', 'prepared')


class Scenario:
    """A run of the load generator. Without `seconds` of its own it lasts as long as the whole is told."""

    def __init__(self, title, load, warm=None, servers=CORE, seconds=None):
        self.title, self.servers, self.seconds = title, servers, seconds
        self.load = load.split()
        self.warm = warm.split() if warm else []


SCENARIOS = {
    'connect': Scenario('connect and ack', 'connecting --connections 5000', 'connecting --connections 1000'),
    'op': Scenario('operation, 1 in flight', 'operations', 'operations --in-flight 4 --seconds 1'),
    'op16': Scenario('operation, 16 in flight', 'operations --in-flight 16', 'operations --in-flight 4 --seconds 1'),
    'delivery': Scenario('delivery to 1,000 subscribers', 'deliveries --connections 1000 --count 150',
                         'deliveries --connections 200 --count 200'),
    'stream': Scenario('streamed message', 'streams --connections 8 --count 25000', 'streams --connections 4 --count 20000'),
    'churn': Scenario('connection opened, subscribed, reset', 'churn --count 6000 --settle 0.2',
                      'connecting --connections 1000'),
    'memory': Scenario('memory of a connection', 'memory --connections 5000'),
    'growth': Scenario('memory left by 100,000 connections', 'churn --count 100000', servers=('mitos',)),
    'beside': Scenario('beside an endless stream', 'beside_stream --connections 32', 'operations --in-flight 4 --seconds 1'),
    'idle': Scenario('15,000 idle connections', 'idling --connections 15000', servers=('mitos',), seconds=24),
}

# Words that name servers: the scenarios that these are measured in, beside Mitos as it is.
VARIANTS = {
    'threads': ('connect', 'op', 'op16', 'delivery', 'stream', 'churn'),
    'tls': ('connect', 'op', 'op16', 'delivery', 'stream', 'churn', 'memory'),
}
WORDS = (*SCENARIOS, *VARIANTS)


def plan(words):
    """By scenario, the servers to measure, in the order of SCENARIOS."""
    chosen = {name: [] for name in SCENARIOS}
    for word in words or WORDS:
        for name in VARIANTS.get(word, (word,)):
            wanted = ('mitos', word) if word in VARIANTS else SCENARIOS[word].servers
            chosen[name] += [server for server in wanted if server not in chosen[name]]
    return {name: servers for name, servers in chosen.items() if servers}


class Target:
    """What a value may be: bounds in terms of `own` (the value), `ceiling` and `peer` (the best one)."""

    def __init__(self, text, *holds):
        self.text, self.holds = text, holds


class Row:
    """A line of the table: a value of a scenario."""

    def __init__(self, scenario, title, unit, key, target, scale=1):
        self.scenario, self.title, self.unit, self.key, self.target, self.scale = scenario, title, unit, key, target, scale


def at_most(bound):
    return lambda own, ceiling, peer: own <= bound


def at_least(bound):
    return lambda own, ceiling, peer: own >= bound


def of_ceiling(factor, more=0):
    return lambda own, ceiling, peer: None if ceiling is None else own <= factor * ceiling + more


def of_peer(factor):
    return lambda own, ceiling, peer: None if peer is None else own <= factor * peer


CPU = 'cpu_us_per_unit'
ROWS = (
    Row('connect', 'connect and ack', 'µs', CPU, Target('≤ 1.4 × ceiling', of_ceiling(1.4))),
    Row('op', 'operation, 1 in flight', 'µs', CPU, Target('≤ 1.6 × ceiling, ≤ 1/2 of the best peer', of_ceiling(1.6), of_peer(1 / 2))),
    Row('op16', 'operation, 16 in flight', 'µs', CPU,
        Target('≤ ceiling + 4 µs, ≤ 1/5 of the best peer', of_ceiling(1, 4), of_peer(1 / 5))),
    Row('delivery', 'delivery to 1,000 subscribers', 'µs', CPU,
        Target('≤ 1.5 × ceiling, ≤ 1/3 of the best peer', of_ceiling(1.5), of_peer(1 / 3))),
    Row('stream', 'streamed message', 'µs', CPU, Target('≤ 5 × ceiling, ≤ 1/4 of the best peer', of_ceiling(5), of_peer(1 / 4))),
    Row('churn', 'connection opened, subscribed, reset', 'µs', CPU, Target('≤ 1.5 × ceiling', of_ceiling(1.5))),
    Row('memory', 'memory, idle connection', 'KiB', 'idle_bytes_per_unit', Target('≤ 2.5 KiB', at_most(2.5)), 1 / 1024),
    Row('memory', 'memory, with one subscription', 'KiB', 'subscribed_bytes_per_unit', Target('≤ 3.5 KiB', at_most(3.5)), 1 / 1024),
    Row('growth', 'left behind by each of 100,000 connections', 'bytes', 'growth_bytes_per_unit', Target('≤ 1 byte', at_most(1))),
    Row('beside', 'rate kept beside an endless stream', '%', 'others_keep', Target('≥ 70 %', at_least(70)), 100),
    Row('beside', 'silent after `complete`', 'ms', 'silent_after_ms', Target('≤ 5 ms', at_most(5))),
    Row('idle', '15,000 idle connections, keep-alive on', '% of a core', 'server_busy', Target('≤ 1 %', at_most(1)), 100),
)
