/// The bytes of one socket, as they are or through TLS: what sessions read, write and wait for.
#pragma once

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace mitos::net {

/// What came of reading or writing at once.
struct transfer {
  std::size_t bytes = 0;
  bool blocked = false; ///< there is no more now: wait
  bool ended = false;   ///< by the peer or by an error; nothing follows
};

/// Whoever waits for a stream, on the stream's own thread.
class stream_user {
public:
  virtual void on_readable() noexcept = 0;
  virtual void on_writable() noexcept = 0;

protected:
  ~stream_user() = default;
};

/// Never blocks, and raises no SIGPIPE. Used on its io thread only.
class stream {
public:
  stream() = default;
  stream(const stream&) = delete;
  stream& operator=(const stream&) = delete;
  virtual ~stream() = default;

  virtual transfer read_some(std::span<char> into) = 0;
  virtual transfer write_some(std::string_view bytes) = 0;
  /// Whether bytes that write_some took still wait for the socket; write_some sends them.
  virtual bool has_unsent() const { return false; }
  /// Whether the other side is known to speak what this stream speaks.
  virtual bool established() const { return true; }

  /// Why it has ended, in words for a log. Empty: the other side closed it, and that is all.
  virtual std::string fault() const { return {}; }

  /// One call of `user`, which lives until then. A closed stream calls nobody.
  virtual void wait_readable(std::shared_ptr<stream_user> user) = 0;
  virtual void wait_writable(std::shared_ptr<stream_user> user) = 0;
  /// As if it had become readable already.
  virtual void call_soon(std::shared_ptr<stream_user> user) = 0;

  /// Says that nothing follows.
  virtual void shut_down() = 0;
  /// Reads what nobody wants to know; nothing else is read from here on. Also of a stream that has ended by a
  /// fault, as long as the socket below has not.
  virtual transfer discard_some(std::span<char> scratch) { return read_some(scratch); }
  virtual void close() noexcept = 0;
  /// Closes, and what waits in the kernel is lost: the other side sees a reset.
  virtual void abort() noexcept { close(); }
};

} // namespace mitos::net
