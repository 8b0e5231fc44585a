#include "net/name_lookup.hpp"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <netdb.h>
#include <system_error>
#include <thread>
#include <utility>

namespace mitos::net {

namespace {

/// Names that nobody answers for: each holds a thread for as long as the resolver has patience.
constexpr int most_at_once = 16;
std::atomic<int> under_way = 0;

std::pair<std::string, std::vector<tcp::endpoint>> look_up(const std::string& host, std::uint16_t port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* all = nullptr;
  if (const int fault = ::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &all); fault != 0)
    return {::gai_strerror(fault), {}};
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owned(all, ::freeaddrinfo);
  std::vector<tcp::endpoint> found;
  for (const auto* one = all; one != nullptr; one = one->ai_next) {
    tcp::endpoint endpoint;
    if (one->ai_addrlen > endpoint.capacity())
      continue;
    endpoint.resize(one->ai_addrlen);
    std::copy_n(reinterpret_cast<const char*>(one->ai_addr), one->ai_addrlen,
                reinterpret_cast<char*>(endpoint.data()));
    found.push_back(endpoint);
  }
  return {std::string(), std::move(found)};
}

} // namespace

struct name_lookup::shared {
  std::mutex mutex; ///< held shortly: the thread posts while it has it, so that the context is still there
  asio::io_context* context = nullptr; ///< null: given up
  outcome told;

  /// From any thread.
  void tell(std::string why, std::vector<tcp::endpoint> found, const std::shared_ptr<shared>& self) {
    std::lock_guard lock(mutex);
    if (context)
      asio::post(*context, [self, why = std::move(why), found = std::move(found)]() mutable {
        if (self->context)
          std::exchange(self->told, {})(why, std::move(found));
      });
  }
};

std::shared_ptr<name_lookup> name_lookup::begin(asio::io_context& context, const std::string& host,
                                                std::uint16_t port, outcome told) {
  auto with = std::make_shared<shared>();
  with->context = &context;
  with->told = std::move(told);
  std::shared_ptr<name_lookup> handle(new name_lookup(with));
  if (++under_way > most_at_once) {
    --under_way;
    with->tell("too many names are being looked up", {}, with);
    return handle;
  }
  try {
    std::thread([with, host, port] {
      auto [why, found] = look_up(host, port);
      --under_way;
      with->tell(std::move(why), std::move(found), with);
    }).detach();
  } catch (const std::system_error& e) {
    --under_way;
    with->tell(e.what(), {}, with);
  }
  return handle;
}

void name_lookup::give_up() {
  std::lock_guard lock(shared_->mutex);
  shared_->context = nullptr;
  shared_->told = {};
}

} // namespace mitos::net
