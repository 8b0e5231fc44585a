import unittest

import machine
import picture
import table


def costs(*values):
    return [{'cpu_us_per_unit': value, 'server_waited': 0.1} for value in values]


def line(title, results):
    return next(line for line in table.lines(results) if line.row.title == title)


class Verdicts(unittest.TestCase):
    def verdict(self, mitos, ceiling, prepared):
        results = {'op': {'mitos': costs(mitos), 'ceiling': costs(ceiling), 'graphql-ws': costs(1000), 'prepared': costs(prepared)}}
        return line('operation, 1 in flight', results).verdict

    def test_a_target_is_met_at_its_bounds(self):
        self.assertIs(self.verdict(16, 10, 32), True)

    def test_it_is_missed_beyond_either_of_them(self):
        self.assertIs(self.verdict(16.1, 10, 40), False)
        self.assertIs(self.verdict(16, 10, 31.9), False)

    def test_without_peers_it_cannot_be_told(self):
        results = {'op': {'mitos': costs(10), 'ceiling': costs(10)}}
        self.assertIsNone(line('operation, 1 in flight', results).verdict)

    def test_ratios_are_taken_within_a_round(self):
        # The machine was slow in the second round; Mitos was as far from the ceiling as ever.
        results = {'connect': {'mitos': costs(12, 36, 12), 'ceiling': costs(10, 30, 10)}}
        self.assertAlmostEqual(line('connect and ack', results).to_ceiling, 1.2)

    def test_a_round_that_failed_is_left_out_and_told(self):
        results = {'connect': {'mitos': [{'error': 'it takes too long'}, *costs(12)], 'ceiling': costs(10, 10)}}
        self.assertAlmostEqual(line('connect and ack', results).to_ceiling, 1.2)
        self.assertEqual(table.failures(results), ['connect, mitos: it takes too long'])


class Pictures(unittest.TestCase):
    def test_every_cost_that_was_measured_has_a_bar(self):
        results = {'op': {'mitos': costs(10), 'ceiling': costs(8)}, 'churn': {'mitos': costs(60), 'ceiling': costs(50)}}
        facts = dict.fromkeys(('date', 'cores', 'cpu', 'kernel', 'compiler', 'mitos', 'commit', 'node'), 'x')
        measured = {'machine': {**facts, 'peers': {}}, 'rounds': 1, 'left_out': {'graphql-ws': 'no node'},
                    'noise': machine.noise(results), 'results': results}
        self.assertEqual(picture.draw(measured).count('<rect'), 1 + 4)  # the page's too


if __name__ == '__main__':
    unittest.main()
