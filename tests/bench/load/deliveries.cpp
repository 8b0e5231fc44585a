#include "tests/bench/load/crowd.hpp"
#include "tests/bench/load/scenarios.hpp"
#include "tests/bench/load/server_process.hpp"

namespace mitos::bench {

namespace {

constexpr std::uint32_t window = 4; ///< events that are not everywhere yet

/// The first client publishes, the others subscribe.
class topic : public scenario {
public:
  explicit topic(std::size_t subscribers) : subscribers_(subscribers), latest_(subscribers + 1) {}

  void publish(client& publisher) {
    publisher.say(publishes_, ++published_);
    publisher.flush();
    owed_.push_back(subscribers_);
  }
  void heard(client& who, const message& what) override;

  /// Everybody has subscribed: from now on each is to hear each event.
  void begin() {
    strict_ = true;
    everywhere_ = published_;
    delivered_ = 0;
  }
  bool latest_is_everywhere() const { return owed_.back() == 0; }
  std::uint32_t under_way() const { return published_ - everywhere_; }
  std::uint32_t published() const { return published_; }
  std::uint32_t acknowledged() const { return acknowledged_; }
  std::uint64_t delivered() const { return delivered_; }

private:
  void delivered_to(std::uint32_t& latest, std::uint32_t number);

  outgoing publishes_ = publishes("t");
  std::size_t subscribers_;
  std::vector<std::uint32_t> latest_; ///< event that each client has heard; they count from 1
  std::vector<std::size_t> owed_;     ///< of each event: how many have not heard it
  std::uint64_t delivered_ = 0;
  std::uint32_t published_ = 0;
  std::uint32_t acknowledged_ = 0;
  std::uint32_t everywhere_ = 0;
  bool strict_ = false;
};

void topic::heard(client& who, const message& what) {
  if (what.what == kind::error)
    throw failure("an operation failed: " + std::string(what.text));
  if (who.index() == 0)
    acknowledged_ += what.what == kind::complete ? 1 : 0;
  else
    delivered_to(latest_[who.index()], number_behind(what.text, "\"#"));
}

void topic::delivered_to(std::uint32_t& latest, std::uint32_t number) {
  if (number <= latest || number > published_ || (strict_ && number != latest + 1))
    throw failure("event " + std::to_string(number) + " came after event " + std::to_string(latest));
  latest = number;
  ++delivered_;
  everywhere_ += --owed_[number - 1] == 0 ? 1 : 0;
}

// Nothing acknowledges a subscription: it is there when an event comes.
void subscribe_all(crowd& all, topic& heard) {
  const auto listen = listens_to("t");
  for (auto& who : all.clients())
    if (who.index() > 0) {
      who.say(listen, 1);
      who.flush();
    }
  do
    heard.publish(all.clients().front());
  while (!all.within(seconds(0.5), [&] { return heard.latest_is_everywhere(); }) && heard.published() < 20);
  heard.begin();
}

} // namespace

report deliveries(const options& asked, const target& server) {
  topic heard(asked.connections);
  crowd all(server, heard, seconds(asked.patience));
  all.enter(asked.connections + 1);
  subscribe_all(all, heard);
  const auto last = heard.published() + asked.count;
  report result;
  const measurement cpu(asked.pid);
  all.until([&] {
    while (heard.published() < last && heard.under_way() < window)
      heard.publish(all.clients().front());
    return heard.under_way() == 0 && heard.acknowledged() == last;
  });
  cpu.end(result, static_cast<double>(heard.delivered()));
  all.pass(seconds(0.1)); // one that comes twice would come now
  return result;
}

} // namespace mitos::bench
