/// Subscriptions of one executor whose sources send no more events than the client takes.
#pragma once

#include "actors/clients.hpp"
#include "actors/deaths.hpp"
#include "actors/executions.hpp"
#include "actors/served_schema.hpp"

#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <unordered_map>

namespace mitos::actors {

/// What is subscribed to: an operation, the root field that its events are of, and for whom.
struct subscribed {
  proto::graphql::operation operation;
  std::string field;
  proto::json::object arguments;
  session_ptr session;
  bool whole_event = false; ///< of a topic_source
};

/// The root value of an event.
proto::json::value root_of(const std::string& field, proto::json::value event);

/// Events of a stream are executed one behind the other, in their order.
class streams {
public:
  streams(timed& self, executions& runs, replies& reply, deaths& dead)
      : self_(self),
        runs_(runs),
        reply_(reply),
        deaths_(dead) {}

  // A source may throw when it is started.
  void start(const client& who, subscribed what, paced_source from, std::size_t credit);
  void start(const client& who, subscribed what, const stream_source& from, std::size_t credit);
  void start(const client& who, subscribed what, const actor_source& from, std::size_t credit);

  void demand(const client& who, std::size_t events);
  /// Whether there was one.
  bool cancel(const client& who);
  void clear();

  // From sources.
  void hear(event_emitted&& said);
  void hear(const events_completed& said);
  void hear(const events_failed& said);

private:
  /// How its source is told. Empty once the source has ended.
  struct feed {
    std::function<void(std::size_t)> ask;
    std::function<void()> cancel; ///< the client has gone
    std::function<void()> forget; ///< it is over, whoever ended it
  };
  struct stream {
    client to;
    subscribed what;
    feed source{};
    std::size_t credit = 0; ///< events that were asked for and have not come
    std::deque<proto::json::value> arrived{};
    proto::json::value root{}; ///< made once: an event takes the place of the last, which is kept until then
    execution_number running = 0;                  ///< that waits; the events behind it wait too
    std::optional<proto::graphql::errors> ended{}; ///< behind what arrived; no errors: complete
  };
  struct pacing;
  using table = std::unordered_map<stream_number, stream>;

  stream_number add(const client& who, subscribed what);
  void open(stream_number number, feed from, std::size_t credit);
  void flow(stream_number number, const std::shared_ptr<pacing>& from);
  void send_what_is_due(stream_number number, const std::shared_ptr<pacing>& from);
  void source_ended(stream_number number, proto::graphql::errors why);
  void pump(stream_number number);
  void execute(stream_number number, stream& s, proto::json::value&& event);
  void executed(stream_number number, std::optional<std::string> response);
  void fail(stream_number number);
  static void cancel_source(stream& s);
  void erase(table::iterator at);

  timed& self_;
  executions& runs_;
  replies& reply_;
  deaths& deaths_;
  table streams_;
  std::unordered_map<client, stream_number, client_hash> by_client_;
  stream_number last_ = 0;
};

} // namespace mitos::actors
