/// Something that was published to a topic, and who makes it.
#pragma once

#include "proto/json.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace mitos::actors {

/// Something that was published: an `Event` of the default schema, immutable, shared by all who hear it.
struct topic_event {
  std::string topic;        ///< the same as the member `topic` of `value`
  proto::json::value value; ///< an object: id, topic, payload, at, node

  /// The member of `value` that the publisher gave; as long as the event lives.
  const proto::json::value& payload() const;
};
/// An event as hubs and executors pass it on, never null.
using shared_event = std::shared_ptr<const topic_event>;

/// The event whose `value` has that text, as another node made it; null where it is none.
shared_event read_event(std::string_view text);

/// Makes the events of one publisher, on one thread at a time; ids are unique in a cluster.
class event_maker {
public:
  /// `node` is what the events say of where they are from.
  explicit event_maker(std::string node);
  /// An event of now, with the next id. It reaches nobody until it is sent to a hub with `publish`.
  shared_event make(std::string topic, proto::json::value payload);

private:
  std::string node_;
  std::string prefix_;
  std::uint64_t last_ = 0;
};

} // namespace mitos::actors
