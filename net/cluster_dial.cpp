#include "net/cluster_dial.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace mitos::net {

namespace {

using clock = std::chrono::steady_clock;

/// "Connection refused" in the middle of a sentence.
std::string in_words(const error_code& e) {
  auto text = e.message();
  if (text.size() > 1 && std::islower(static_cast<unsigned char>(text[1])) != 0)
    text[0] = static_cast<char>(std::tolower(static_cast<unsigned char>(text[0])));
  return text;
}

} // namespace

cluster_dial::cluster_dial(asio::io_context& context, proto::cluster::address to, std::size_t turn,
                           clock::time_point until, outcome told)
    : to_(std::move(to)),
      turn_(turn),
      until_(until),
      told_(std::move(told)),
      context_(context),
      socket_(context),
      timer_(context) {}

void cluster_dial::begin() {
  if (!told_)
    return;
  error_code no_number;
  const auto numeric = asio::ip::make_address(to_.host, no_number);
  if (no_number)
    return look_up();
  addresses_.emplace_back(numeric, to_.port);
  try_next();
}

void cluster_dial::give_up() noexcept {
  told_ = {};
  error_code ignored;
  if (lookup_)
    lookup_->give_up();
  timer_.cancel();
  socket_.close(ignored);
}

/// Anew each time: a node that has moved is found.
void cluster_dial::look_up() {
  arm(until_);
  lookup_ = name_lookup::begin(context_, to_.host, to_.port,
                               [self = shared_from_this()](const std::string& why, auto found) {
                                 self->looked_up(why, std::move(found));
                               });
}

void cluster_dial::looked_up(const std::string& why, std::vector<tcp::endpoint> found) {
  if (!told_)
    return;
  if (found.empty())
    return end("its name was not found: " + why);
  addresses_ = std::move(found);
  std::rotate(addresses_.begin(), addresses_.begin() + static_cast<long>(turn_ % addresses_.size()),
              addresses_.end());
  try_next();
}

void cluster_dial::try_next() {
  const auto& address = addresses_[next_++];
  const auto tries = addresses_.size() - next_ + 1;
  arm(clock::now() + (until_ - clock::now()) / static_cast<long>(tries));
  socket_ = tcp_socket(socket_.get_executor());
  socket_.async_connect(address, [self = shared_from_this()](const error_code& e) { self->tried(e); });
}

void cluster_dial::tried(const error_code& e) {
  if (!told_)
    return;
  if (!e)
    return end({});
  if (next_ < addresses_.size())
    return try_next();
  end(e == asio::error::operation_aborted ? "it does not answer" : in_words(e));
}

void cluster_dial::arm(clock::time_point when) {
  timer_.expires_at(when);
  timer_.async_wait([self = shared_from_this()](const error_code& e) {
    if (!e)
      self->rang();
  });
}

void cluster_dial::rang() {
  if (!told_ || timer_.expiry() > clock::now())
    return;
  if (addresses_.empty())
    return end("its name was not found in time");
  error_code ignored;
  socket_.close(ignored); // tried is told
}

void cluster_dial::end(std::string why) {
  timer_.cancel();
  if (lookup_)
    lookup_->give_up();
  std::exchange(told_, {})(std::move(why), std::move(socket_));
}

} // namespace mitos::net
