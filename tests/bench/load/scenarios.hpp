/// What can be asked of a server. Each measures once and throws when the server fails.
#pragma once

#include "tests/bench/load/options.hpp"
#include "tests/bench/load/report.hpp"
#include "tests/bench/load/wire.hpp"

namespace mitos::bench {

/// Connections opened, upgraded, initialised and acknowledged; `connections` of them, 64 under way.
report connecting(const options& asked, const target& server);
/// Queries, `in_flight` of them on each connection at any time; for `seconds`, or exactly `count` of each
/// connection.
report operations(const options& asked, const target& server);
/// `count` events of a topic to `connections` subscribers, 4 of them under way; each is to come once and in
/// order.
report deliveries(const options& asked, const target& server);
/// Streams of `count` messages on each connection, as fast as they come; each message once and in order.
report streams(const options& asked, const target& server);
/// `count` connections opened, acknowledged, subscribed and reset, 64 at a time; what memory they leave
/// behind.
report churn(const options& asked, const target& server);
/// Memory of a connection that is idle, and of one with a subscription.
report memory(const options& asked, const target& server);
/// What rate of operations other connections keep beside an endless stream, and how soon `complete` silences
/// it.
report beside_stream(const options& asked, const target& server);
/// CPU that idle connections take for `seconds`.
report idling(const options& asked, const target& server);

} // namespace mitos::bench
