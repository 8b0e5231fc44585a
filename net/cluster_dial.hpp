/// Looks up a host and connects to it: each of its addresses in turn, each with its share of the time.
#pragma once

#include "net/asio.hpp"
#include "net/name_lookup.hpp"
#include "proto/cluster/message.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace mitos::net {

/// Owned by its owner until it has told, and besides by whatever it waits for.
class cluster_dial : public std::enable_shared_from_this<cluster_dial> {
public:
  /// Once, from the context. `why` says what went wrong, or is empty: then there is a socket.
  using outcome = std::function<void(std::string why, tcp_socket socket)>;

  /// `turn` says which of a host's addresses is tried first: the next one in the next turn, since behind the
  /// first may be the node itself.
  cluster_dial(asio::io_context& context, proto::cluster::address to, std::size_t turn,
               std::chrono::steady_clock::time_point until, outcome told);

  void begin();
  /// Nothing is told.
  void give_up() noexcept;

  const proto::cluster::address& to() const { return to_; }
  std::chrono::steady_clock::time_point until() const { return until_; }

private:
  void look_up();
  void looked_up(const std::string& why, std::vector<tcp::endpoint> found);
  void try_next();
  void tried(const error_code& e);
  void arm(std::chrono::steady_clock::time_point when);
  void rang();
  void end(std::string why);

  const proto::cluster::address to_;
  const std::size_t turn_;
  const std::chrono::steady_clock::time_point until_;
  outcome told_; ///< empty: it is over
  asio::io_context& context_;
  std::shared_ptr<name_lookup> lookup_;
  tcp_socket socket_;
  asio::steady_timer timer_;
  std::vector<tcp::endpoint> addresses_;
  std::size_t next_ = 0; ///< of the addresses
};

} // namespace mitos::net
