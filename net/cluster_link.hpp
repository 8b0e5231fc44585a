/// One link to another node, from its socket's beginning to its end.
#pragma once

#include "actors/link_layer.hpp"
#include "net/asio.hpp"
#include "net/cluster_frames.hpp"
#include "net/cluster_link_options.hpp"
#include "net/cluster_thread.hpp"
#include "net/stream.hpp"
#include "net/tls.hpp"

#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <memory>
#include <string>

namespace mitos::net {

class cluster_link;
class tls_stream;

/// Who hears of a link, never in the turn of an actor.
class link_owner {
public:
  virtual void opened(cluster_link& link) = 0;
  virtual void received(cluster_link& link, std::string frame) = 0;
  /// Nothing more is told, but that its socket is gone.
  virtual void ended(cluster_link& link, const std::string& why) = 0;
  /// The last thing that a link does. Also told while an actor cuts it.
  virtual void gone(cluster_link& link) noexcept = 0;

protected:
  ~link_owner() = default;
};

/// What is known of a link when its socket is there.
struct link_facts {
  actors::link_number number = 0;
  bool dialled = false;
  std::string host{}; ///< that was dialled
  std::string peer{}; ///< the socket's other end
};

/// What all links share; outlives them.
struct link_settings {
  const cluster_link_options& options;
  tls_context tls;    ///< null: plain
  std::string advice; ///< where a handshake has failed
};

/// Owned by its owner until it is gone, and besides by whatever it waits for.
class cluster_link final : public stream_user,
                           public turn_user,
                           public std::enable_shared_from_this<cluster_link> {
public:
  cluster_link(cluster_thread& thread, link_owner& owner, const link_settings& settings, link_facts facts,
               tcp_socket socket);

  /// Not in an actor's turn. `until`: the peer must be known by then.
  void begin(std::chrono::steady_clock::time_point until) noexcept;

  // As link_layer has it. Also in an actor's turn: nothing is told before the turn ends.

  void send(std::string frame);
  void admit();
  bool is_named(const std::string& host) const;
  void finish();
  void cut() noexcept;

  const link_facts& facts() const { return facts_; }
  /// Its owner is told of it, and may send.
  bool is_heard() const { return heard_; }
  /// Nobody knows the peer, which came by itself.
  bool is_pending() const { return !facts_.dialled && !admitted_; }

  void on_readable() noexcept override;
  void on_writable() noexcept override;
  void on_turn_end() noexcept override;

private:
  /// Runs `step` unless the link is gone. What is thrown ends this link only.
  template <class Step>
  void guarded(Step step) noexcept;
  void arm(std::chrono::steady_clock::time_point when);
  void rang();

  void read();
  bool hear_some();
  void take(std::string_view bytes);
  void await_reading();
  void discard();
  void write();
  void await_writing();
  void at_turn_end();
  bool has_to_write() const;
  void last_is_out();

  void fail(const std::string& why);
  void fail_at_once() noexcept;
  void begin_closing();
  void close() noexcept;
  std::string why_ended() const;
  std::string why_too_large(std::size_t announced) const;
  std::size_t most() const;

  cluster_thread& thread_;
  link_owner& owner_;
  const link_settings& settings_;
  link_facts facts_;
  std::unique_ptr<stream> wire_;
  const tls_stream* tls_ = nullptr; ///< the same, if it is one
  asio::steady_timer timer_;
  frame_reader in_;
  frame_queue out_;
  bool opened_ = false;   ///< its owner knows
  bool admitted_ = false; ///< the peer is known
  bool silent_ = true;    ///< nothing has come
  bool heard_ = true;     ///< its owner is told
  bool closing_ = false;  ///< last bytes go out, then the other side's end is waited for
  bool shut_down_ = false;
  bool peer_ended_ = false;
  bool gone_ = false;
  bool awaits_writing_ = false;
  bool awaits_turn_ = false;
  bool cannot_write_ = false;
  bool overfull_ = false;
};

} // namespace mitos::net
