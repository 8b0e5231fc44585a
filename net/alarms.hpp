/// Times at which somebody on an io thread wants to be told: a heap whose entries can be taken out again.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace mitos::net {

using time_point = std::chrono::steady_clock::time_point;

class alarms;
class alarm_owner;

/// Part of whoever it tells, and not to be moved while it is set. It must be off before its end.
class alarm {
public:
  /// `kind` tells the owner's alarms apart.
  alarm(alarm_owner& owner, std::uint8_t kind) : owner_(&owner), kind_(kind) {}
  alarm(const alarm&) = delete;
  alarm& operator=(const alarm&) = delete;

  bool is_set() const { return place_ != nowhere; }

private:
  friend class alarms;
  static constexpr std::uint32_t nowhere = ~std::uint32_t{0};

  alarm_owner* owner_;
  std::uint32_t place_ = nowhere;
  std::uint8_t kind_;
};

class alarm_owner {
public:
  virtual void alarm_due(std::uint8_t kind) = 0;

protected:
  ~alarm_owner() = default;
};

/// The alarms of one io thread. An alarm that is put off leaves nothing behind.
class alarms {
public:
  /// Setting it again forgets the earlier time.
  void set(alarm& which, time_point when);
  void put_off(alarm& which);
  std::optional<time_point> next() const;
  /// Tells the owners of those that are due, each alarm being off by then. Owners may set and put off others.
  void ring(time_point now);

private:
  struct entry {
    time_point when;
    alarm* which;
  };

  void place(std::size_t at, entry e);
  void up(std::size_t at, entry e);
  void down(std::size_t at, entry e);

  std::vector<entry> heap_;
};

} // namespace mitos::net
