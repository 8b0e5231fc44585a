// What a cluster carries: events per second from one node to others, and the publisher's CPU for each, beside
// a node that is alone. The publisher has a core, its peers share the other.
#include "net/cluster.hpp"
#include "actors/configure.hpp"
#include "actors/topics.hpp"

#include <caf/all.hpp>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

namespace {

using namespace mitos;
using namespace std::chrono_literals;
using steady = std::chrono::steady_clock;

constexpr std::size_t payload_bytes = 200;
constexpr std::int64_t most_waiting = 8'000;
constexpr auto patience = 60s;

void pin(unsigned core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(core % std::max(1U, std::thread::hardware_concurrency()), &cores);
  sched_setaffinity(0, sizeof cores, &cores);
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) { return double(t.tv_sec) + double(t.tv_usec) / 1e6; };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

template <class F>
void wait_for(const char* what, F holds) {
  for (const auto end = steady::now() + patience; !holds(); std::this_thread::sleep_for(1ms))
    if (steady::now() > end) {
      std::fprintf(stderr, "bench_cluster: %s: not in time\n", what);
      std::exit(1);
    }
}

struct node {
  explicit node(const std::vector<std::uint16_t>& seeds, bool alone = false) {
    config.set("scheduler.max-threads", 1U);
    actors::configure(config);
    system = std::make_unique<caf::actor_system>(config);
    topics = std::make_unique<actors::topics>(*system, "bench");
    if (alone)
      return;
    actors::cluster_options options;
    options.node = "bench";
    for (const auto port : seeds)
      options.seeds.push_back({"127.0.0.1", port});
    net::cluster_link_options links;
    links.port = 0;
    links.secret = std::getenv("MITOS_BENCH_SECRET") ? std::getenv("MITOS_BENCH_SECRET") : "";
    cluster = std::make_unique<net::cluster>(*topics, *system, options, links);
    cluster->start();
  }
  ~node() {
    cluster.reset();
    topics.reset();
  }

  caf::actor_system_config config;
  std::unique_ptr<caf::actor_system> system;
  std::unique_ptr<actors::topics> topics;
  std::unique_ptr<net::cluster> cluster;
};

/// What a peer tells when it is asked.
struct report {
  std::int64_t events;
  double cpu;
};

/// A peer's process, which ends when the other end of `to` closes.
int serve(int to, bool subscribes) {
  pin(1);
  actors::metric heard;
  {
    node here({});
    caf::actor counter;
    if (subscribes)
      counter = here.system->spawn(
          [&heard](caf::event_based_actor* self, const caf::actor& hub) -> caf::behavior {
            self->send(hub, actors::join_topic{"t"});
            return {[&heard](const actors::event_published&) { heard.add(); },
                    [](const actors::gap_found&) {}};
          },
          here.topics->hub());
    const auto endpoint = here.cluster->endpoint();
    const auto port = static_cast<std::uint16_t>(std::stoi(endpoint.substr(endpoint.rfind(':') + 1)));
    bool open = write(to, &port, sizeof port) == sizeof port;
    for (char asked = 0; open && read(to, &asked, 1) == 1;) {
      const report now{heard.value(), cpu_seconds()};
      open = write(to, &now, sizeof now) == sizeof now;
    }
    caf::anon_send_exit(counter, caf::exit_reason::user_shutdown);
  }
  return 0;
}

class peer {
public:
  explicit peer(bool subscribes) {
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0)
      std::abort();
    const auto theirs = std::to_string(ends[1]);
    process_ = fork();
    if (process_ == 0) {
      close(ends[0]);
      execl("/proc/self/exe", "bench_cluster", subscribes ? "hear" : "be-there", theirs.c_str(), nullptr);
      _exit(127);
    }
    close(ends[1]);
    fcntl(ends[0], F_SETFD, FD_CLOEXEC); // or the next peer would hold it
    to_ = ends[0];
    if (read(to_, &port_, sizeof port_) != sizeof port_)
      std::abort();
  }
  peer(const peer&) = delete;
  peer& operator=(const peer&) = delete;
  ~peer() {
    close(to_);
    waitpid(process_, nullptr, 0);
  }

  std::uint16_t port() const { return port_; }
  report ask() const {
    report told{};
    if (write(to_, "?", 1) != 1 || read(to_, &told, sizeof told) != sizeof told)
      std::abort();
    return told;
  }

private:
  pid_t process_;
  int to_;
  std::uint16_t port_ = 0;
};

struct result {
  double rate;
  double publisher_cpu; ///< microseconds for each event
  double peer_cpu;
  std::int64_t lost;
};

bool is_full(const node& here) {
  for (const auto& m : *here.cluster->members())
    if (m.link && m.link->queued.value() > most_waiting)
      return true;
  return false;
}

/// Publishes so many events to that many peers; with none, or with peers that do not subscribe, to nobody.
result measure(std::size_t peers, bool subscribe, bool alone, std::int64_t events) {
  std::vector<std::unique_ptr<peer>> others;
  for (std::size_t n = 0; n < peers; ++n)
    others.push_back(std::make_unique<peer>(subscribe));
  std::vector<std::uint16_t> seeds;
  for (const auto& other : others)
    seeds.push_back(other->port());
  pin(0);
  node here(seeds, alone);
  const std::string text(payload_bytes, 'x');
  if (!alone)
    wait_for("a full mesh", [&] { return here.cluster->members()->size() == peers + 1; });
  std::int64_t warm = 0;
  if (subscribe)
    wait_for("interest", [&] {
      here.topics->publish("t", text);
      ++warm;
      for (const auto& other : others)
        if (other->ask().events == 0)
          return false;
      return true;
    });
  const auto sum = [&] {
    report all{};
    for (const auto& other : others) {
      const auto told = other->ask();
      all.events += told.events;
      all.cpu += told.cpu;
    }
    return all;
  };
  const auto before = sum();
  const auto begin = steady::now();
  const auto cpu = cpu_seconds();
  for (std::int64_t n = 0; n < events;) {
    if ((n % 64 == 0 && !alone && is_full(here)) || !here.topics->publish("t", text))
      sched_yield();
    else
      ++n;
  }
  const auto wanted = before.events + (subscribe ? events * std::int64_t(peers) : 0);
  std::int64_t lost = 0;
  const auto count_lost = [&] {
    lost = 0;
    if (!alone)
      for (const auto& m : *here.cluster->members())
        lost += m.link ? m.link->lost_out.value() : 0;
    return lost;
  };
  if (subscribe)
    wait_for("the last event", [&] { return sum().events + count_lost() >= wanted; });
  else // behind all that was published; hubs answer no question
    caf::scoped_actor(*here.system)
        ->request(here.topics->hub(), patience, caf::get_atom::value)
        .receive([] {}, [](const caf::error&) {});
  const auto took = std::chrono::duration<double>(steady::now() - begin).count();
  const auto after = sum();
  const auto n = double(events);
  return {n / took, (cpu_seconds() - cpu) / n * 1e6,
          (after.cpu - before.cpu) / n * 1e6 / double(std::max<std::size_t>(peers, 1)), lost};
}

void show(const char* what, const result& r, double alone) {
  std::printf("%-28s %10.0f %14.2f %10.2f %14.2f %8ld\n", what, r.rate, r.publisher_cpu,
              r.publisher_cpu / alone, r.peer_cpu, long(r.lost));
}

} // namespace

int main(int count, char** arguments) {
  if (count == 3)
    return serve(std::atoi(arguments[2]), std::strcmp(arguments[1], "hear") == 0);
  std::setvbuf(stdout, nullptr, _IOLBF, 0);
  const auto events = count > 1 ? std::atoll(arguments[1]) : 500'000;
  std::printf("%-28s %10s %14s %10s %14s %8s\n", "200 bytes", "events/s", "publisher us", "to alone",
              "each peer us", "lost");
  measure(0, false, true, events); // the first one pays for what the others find
  const auto alone = measure(0, false, true, events);
  show("alone", alone, alone.publisher_cpu);
  show("1 peer, not interested", measure(1, false, false, events), alone.publisher_cpu);
  for (const std::size_t peers : {1U, 2U, 4U}) {
    const auto name = std::to_string(peers) + (peers == 1 ? " peer" : " peers");
    show(name.c_str(), measure(peers, true, false, events), alone.publisher_cpu);
  }
}
