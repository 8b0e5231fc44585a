/// The events that one node tells another, over all links between them: numbered, so that what a broken link
/// has lost is sent again, nothing comes twice, and what is lost is counted on both sides.
#pragma once

#include "actors/cluster_options.hpp"
#include "actors/cluster_view.hpp"

#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>

namespace mitos::actors {

/// An event as it is told to every peer.
using event_text = std::shared_ptr<const std::string>;

/// How far the other side lets events run ahead of what it has dealt with.
struct stream_window {
  std::uint32_t events = 0;
  std::uint64_t bytes = 0;
  std::uint64_t frame = 0; ///< bytes of the largest that it takes
};

/// The sender's side. Events wait for credit, then for their receipt: what was sent on a link that broke is
/// sent on the next.
class outgoing_stream {
public:
  /// `number` names it to the other side. `options` and `count` outlive it.
  outgoing_stream(std::uint64_t number, const cluster_options& options, link_metrics& count)
      : number_(number),
        options_(options),
        count_(count) {}
  ~outgoing_stream() { lose_all(); }
  outgoing_stream(const outgoing_stream&) = delete;
  outgoing_stream& operator=(const outgoing_stream&) = delete;

  std::uint64_t number() const { return number_; }
  /// The number of the event that comes next: those before it were sent, or are lost.
  std::uint64_t next() const { return waiting_.empty() ? last_ + 1 : waiting_.front().number; }

  /// Where more would wait than may, those that wait longest are lost. False where the link is to be ended
  /// instead.
  bool push(const event_text& text);
  /// A frame of events for which there is credit, or nothing.
  std::optional<std::string> take();
  /// The other side has dealt with the events up to this one. Whether that is news.
  bool taken(std::uint64_t number);
  /// Whether events are on their way.
  bool is_owed_credit() const { return !sent_.empty(); }
  /// A new link, to a side that has heard so much.
  void resume(std::uint64_t heard_stream, std::uint64_t heard, stream_window window);
  /// What waits, or is on its way, will never come.
  void lose_all();

private:
  struct item {
    std::uint64_t number;
    event_text text;
  };

  bool has_credit_for(const item& next) const;
  void lose_sent();
  void lose_oldest();
  void forget_oldest();

  const std::uint64_t number_;
  const cluster_options& options_;
  link_metrics& count_;
  std::uint64_t last_ = 0;
  std::deque<item> waiting_;
  std::size_t waiting_bytes_ = 0;
  std::deque<item> sent_;
  std::size_t sent_bytes_ = 0;
  stream_window window_;
};

/// The receiver's side.
struct incoming_stream {
  std::uint64_t number = 0; ///< the sender's name of it; 0: none yet
  std::uint64_t heard = 0;  ///< the last event that came or is known to be lost

  /// What lies between the last event and the one with this number, which comes next, is lost: how many.
  std::uint64_t skip_to(std::uint64_t next);
  /// The sender says hello. Whether it goes on with another stream than the one that was heard, so that
  /// nobody can tell what is missing.
  bool resume(std::uint64_t stream);
};

} // namespace mitos::actors
