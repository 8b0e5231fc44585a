#include "tests/net/linked.hpp"

#include "actors/pinned.hpp"
#include "net/cluster_tls.hpp"
#include "tests/net/peer.hpp"

#include <caf/atom.hpp>
#include <caf/send.hpp>
#include <spdlog/logger.h>

#include <stdexcept>

namespace mitos::tests {

struct performance {
  std::function<void()> what;
};
struct farewell {};

} // namespace mitos::tests

CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::tests::performance)
CAF_ALLOW_UNSAFE_MESSAGE_TYPE(mitos::tests::farewell)

namespace mitos::tests {

namespace {

using kind = link_event::kind;

class ear : public actors::pinned {
public:
  ear(caf::actor_config& config, std::function<void(link_event)> heard)
      : pinned(config),
        heard_(std::move(heard)) {}

  caf::behavior make_behavior() override {
    return {
        [this](const actors::link_opened& it) {
          heard_({kind::opened, it.link, it.peer, it.dialled});
        },
        [this](const actors::frame_received& it) {
          heard_({kind::frame, it.link, it.frame});
        },
        [this](const actors::link_closed& it) {
          heard_({kind::closed, it.link, it.why, it.dialled});
        },
        [](const performance& it) { it.what(); },
        [this](farewell) { quit(); },
    };
  }

private:
  std::function<void(link_event)> heard_;
};

std::unique_ptr<caf::actor_system> new_system(caf::actor_system_config& config) {
  config.set("scheduler.policy", caf::atom("sharing"));
  config.set("scheduler.max-threads", std::size_t{1});
  return std::make_unique<caf::actor_system>(config);
}

std::string to_text(const link_event& event) {
  const char* what = event.what == kind::opened  ? "opened: "
                     : event.what == kind::frame ? "a frame: "
                                                 : "closed: ";
  return what + event.text.substr(0, 200);
}

} // namespace

net::cluster_link_options usual_links() {
  net::cluster_link_options options;
  options.port = 0;
  return options;
}

linked::linked(net::cluster_link_options options, reaction reacts)
    : system_(new_system(config_)),
      thread_(*system_, std::make_shared<spdlog::logger>("silent")),
      reacts_(std::move(reacts)) {
  auto tls = net::load_cluster_tls(options);
  links_ = std::make_shared<net::cluster_links>(thread_, std::move(options), std::move(tls));
  endpoint_ = links_->open();
  caf::actor_config config{thread_.unit().get()};
  ear_ = system_->spawn_class<ear, caf::no_spawn_options>(
      config, [this](link_event it) { write_down(std::move(it)); });
  ear_->attach_functor([this] { ended_.set_value(); });
  links_->tell(ear_);
  thread_.post([this] { links_->begin(); });
  thread_.start();
}

linked::~linked() {
  caf::anon_send(ear_, farewell{});
  ear_ = {};
  ended_.get_future().wait();
  std::promise<void> out;
  thread_.post([&] { links_->wind_up([&] { out.set_value(); }); });
  out.get_future().wait();
  thread_.post([&] { links_->close(); });
  thread_.stop();
}

void linked::perform(std::function<void()> what) { caf::anon_send(ear_, performance{std::move(what)}); }

void linked::write_down(link_event event) {
  if (reacts_)
    reacts_(*links_, event);
  std::lock_guard lock(mutex_);
  events_.push_back(std::move(event));
  more_.notify_one();
}

actors::link_number linked::dials(const linked& other, const std::string& host) {
  return dials(other.port(), host);
}

actors::link_number linked::dials(std::uint16_t port, const std::string& host) {
  return in_turn([&](auto& links) { return links.dial({host, port}); });
}

void linked::says(actors::link_number to, std::string frame) {
  in_turn([&](auto& links) { links.send(to, std::move(frame)); });
}

void linked::admits(actors::link_number which) {
  in_turn([&](auto& links) { links.admit(which); });
}

link_event linked::hears() {
  std::unique_lock lock(mutex_);
  if (!more_.wait_for(lock, patience, [this] { return !events_.empty(); }))
    throw std::runtime_error("nothing was heard");
  auto first = std::move(events_.front());
  events_.pop_front();
  return first;
}

link_event linked::hears(kind what) {
  auto event = hears();
  if (event.what != what)
    throw std::runtime_error("not what was expected, but " + to_text(event));
  return event;
}

actors::link_number linked::hears_open() { return hears(kind::opened).link; }

std::string linked::hears_frame() { return hears(kind::frame).text; }

std::string linked::hears_end() { return hears(kind::closed).text; }

bool linked::has_heard_all() {
  in_turn([](auto&) {});
  std::lock_guard lock(mutex_);
  return events_.empty();
}

} // namespace mitos::tests
