/// One side of the links between nodes: a thread with sockets, and an actor that writes down what it hears.
#pragma once

#include "actors/link_layer.hpp"
#include "net/cluster_link_options.hpp"
#include "net/cluster_links.hpp"
#include "net/cluster_thread.hpp"

#include <caf/actor_system.hpp>
#include <caf/actor_system_config.hpp>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

namespace mitos::tests {

struct link_event {
  enum class kind { opened, frame, closed };
  kind what{};
  actors::link_number link{};
  std::string text{}; ///< the peer's address, the frame, why it closed
  bool dialled = false;
};

/// Any port, times as in production.
net::cluster_link_options usual_links();

class linked {
public:
  /// In the actor's turn, for each event.
  using reaction = std::function<void(actors::link_layer&, const link_event&)>;

  explicit linked(net::cluster_link_options options = usual_links(), reaction reacts = {});
  linked(const linked&) = delete;
  linked& operator=(const linked&) = delete;
  ~linked();

  std::uint16_t port() const { return endpoint_.port(); }

  /// Calls `order` in the actor's turn; returns what it returns.
  template <class F>
  auto in_turn(F order) {
    std::promise<decltype(order(*links_))> done;
    perform([&] {
      if constexpr (std::is_void_v<decltype(order(*links_))>) {
        order(*links_);
        done.set_value();
      } else {
        done.set_value(order(*links_));
      }
    });
    return done.get_future().get();
  }
  actors::link_number dials(const linked& other, const std::string& host = "127.0.0.1");
  actors::link_number dials(std::uint16_t port, const std::string& host = "127.0.0.1");
  void says(actors::link_number to, std::string frame);
  void admits(actors::link_number which);

  /// The next event. Throws when there is none within the deadline.
  link_event hears();
  /// The same, which must be of that kind.
  actors::link_number hears_open();
  std::string hears_frame();
  std::string hears_end();
  /// Whether all events were asked for, those included that are due now.
  bool has_heard_all();

private:
  void perform(std::function<void()> what);
  void write_down(link_event event);
  link_event hears(link_event::kind what);

  caf::actor_system_config config_;
  std::unique_ptr<caf::actor_system> system_;
  net::cluster_thread thread_;
  std::shared_ptr<net::cluster_links> links_;
  reaction reacts_;
  net::tcp::endpoint endpoint_;
  caf::actor ear_;
  std::promise<void> ended_;
  std::mutex mutex_;
  std::condition_variable more_;
  std::deque<link_event> events_; ///< guarded by mutex_
};

} // namespace mitos::tests
