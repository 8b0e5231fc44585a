#include "tests/bench/load/scenarios.hpp"
#include "tests/bench/load/server_process.hpp"
#include "tests/bench/load/settling.hpp"

namespace mitos::bench {

namespace {

constexpr std::size_t at_once = 64;

/// Each subscribes, and is reset when the ping behind that is answered.
class passing : public scenario {
public:
  void ready(client& who) override {
    who.say(listen_, 1);
    who.say(ping_);
  }
  void heard(client& who, const message& what) override {
    if (what.what != kind::pong)
      throw failure("said unasked: " + std::string(what.text));
    ++passed_;
    all_->leaves(who);
  }
  void pass_through(crowd& all, std::uint32_t count) {
    all_ = &all;
    const auto last = passed_ + count;
    all.until([&] {
      for (; all.open() < at_once && passed_ + all.open() < last;)
        all.enter();
      return passed_ == last;
    });
  }

private:
  outgoing listen_ = listens_to("t");
  outgoing ping_ = pings();
  crowd* all_ = nullptr;
  std::size_t passed_ = 0;
};

} // namespace

report churn(const options& asked, const target& server) {
  passing clients;
  crowd all(server, clients, seconds(asked.patience));
  clients.pass_through(all, asked.count / 5); // fills the server's pools
  const auto before = settled_memory(all, asked);
  report result;
  const measurement cpu(asked.pid);
  clients.pass_through(all, asked.count);
  cpu.end(result, asked.count);
  result.add("growth_bytes_per_unit", (settled_memory(all, asked) - before) / asked.count);
  return result;
}

} // namespace mitos::bench
