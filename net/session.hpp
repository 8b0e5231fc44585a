/// What an io thread serves: one socket in one of the parts of its life.
#pragma once

#include "net/alarms.hpp"
#include "net/stream.hpp"

#include <cstddef>
#include <memory>

namespace mitos::net {

class io_thread;

/// Owned by its io thread from `enter` until it leaves, and besides by whatever it waits for. Every call
/// from the thread goes through one of the entries below: what is thrown in it ends this session only.
class session : public stream_user, public alarm_owner, public std::enable_shared_from_this<session> {
public:
  explicit session(io_thread& thread) : thread_(thread) {}
  session(const session&) = delete;
  session& operator=(const session&) = delete;
  virtual ~session() = default;

  void on_readable() noexcept final;
  void on_writable() noexcept final;
  void alarm_due(std::uint8_t kind) final;
  /// At the end of a turn in which it asked for it with io_thread::flush.
  void on_turn_end() noexcept;
  /// Soon after it asked for it with io_thread::later.
  void on_later() noexcept;
  /// The server stops: it leaves now.
  void on_stop() noexcept;
  /// The server needs what waits for the peer.
  void on_shed() noexcept;
  /// Bytes that wait for the peer and may be shed.
  virtual std::size_t waiting() const { return 0; }

protected:
  virtual void readable() = 0;
  virtual void writable() = 0;
  virtual void rang(std::uint8_t kind) = 0;
  virtual void turn_ended() {}
  virtual void go_on() {}
  virtual void shed() {}
  /// Closes the socket and leaves, whatever state it is in.
  virtual void end() = 0;

  /// Runs `step` unless the session has left.
  template <class Step>
  void guarded(Step step) noexcept {
    if (has_left())
      return;
    auto self = shared_from_this();
    try {
      step();
    } catch (...) {
      failed();
    }
  }

  io_thread& thread() const { return thread_; }
  /// Only while it is among the sessions of its thread may it use the thread.
  bool has_left() const { return place_ == nowhere; }

private:
  friend class io_thread;
  static constexpr std::size_t nowhere = ~std::size_t{0};

  void failed() noexcept;

  io_thread& thread_;
  std::size_t place_ = nowhere;
  bool will_flush_ = false;
  bool will_go_on_ = false;
};

} // namespace mitos::net
