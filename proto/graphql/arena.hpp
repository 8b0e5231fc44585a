/// The memory of a syntax tree: taken piece by piece, given back all at once.
#pragma once

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <new>
#include <string_view>
#include <type_traits>
#include <utility>

namespace mitos::proto::graphql {

/// Keeps a source text and the nodes that are read from it, none of which needs a destructor.
class arena {
public:
  explicit arena(std::string_view text) : share_(share_of(text.size())) {
    add_piece(rounded(text.size()) + share_);
    text_ = keep(text);
  }
  arena(const arena&) = delete;
  arena& operator=(const arena&) = delete;
  ~arena() {
    while (last_)
      operator delete(std::exchange(last_, last_->before));
  }

  std::string_view text() const { return text_; }

  template <class T>
  T* take(std::size_t count) {
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T> &&
                  alignof(T) <= alignment);
    const std::size_t bytes = rounded(count * sizeof(T));
    if (bytes > left_)
      add_piece(std::max(bytes, share_));
    return reinterpret_cast<T*>(taken(bytes));
  }
  /// Takes `more` behind what ends at `end`, if nothing was taken since and there is room.
  template <class T>
  bool extend(const T* end, std::size_t more) {
    const std::size_t bytes = more * sizeof(T);
    const bool possible = is_last(end) && bytes <= left_;
    if (possible)
      taken(bytes);
    return possible;
  }
  /// Gives back from `first` to `end`, if nothing was taken since.
  template <class T>
  void give_back(const T* first, const T* end) {
    if (!is_last(end))
      return;
    const auto bytes = static_cast<std::size_t>(end - first) * sizeof(T);
    next_ -= bytes;
    left_ += bytes;
  }

  template <class T>
  const T* keep(const T& node) {
    return std::construct_at(take<T>(1), node);
  }
  std::string_view keep(std::string_view text) {
    char* kept = take<char>(text.size());
    std::copy(text.begin(), text.end(), kept);
    return {kept, text.size()};
  }

private:
  static constexpr std::size_t alignment = alignof(void*);

  static std::size_t rounded(std::size_t bytes) { return (bytes + alignment - 1) / alignment * alignment; }
  bool is_last(const void* end) const { return end == next_; }
  std::byte* taken(std::size_t bytes) {
    left_ -= bytes;
    return std::exchange(next_, next_ + bytes);
  }
  /// A tree takes some six times its text; what is large may be mostly white space, and grows by need.
  static std::size_t share_of(std::size_t text) {
    constexpr std::size_t times = 6, least = 512, most = 32'768;
    return std::clamp(times * text, least, most);
  }
  void add_piece(std::size_t bytes) {
    last_ = new (operator new(sizeof(piece) + bytes)) piece{last_};
    next_ = reinterpret_cast<std::byte*>(last_ + 1);
    left_ = bytes;
  }

  /// Memory follows it.
  struct piece {
    piece* before;
  };

  std::string_view text_;
  std::size_t share_; ///< the least that is asked of the system at once
  piece* last_ = nullptr;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;
};

/// Nodes in a row, in an arena.
template <class T>
class node_list {
public:
  using value_type = T;

  node_list() = default;
  node_list(const T* first, std::size_t count) : first_(first), count_(count) {}

  const T* begin() const { return first_; }
  const T* end() const { return first_ + count_; }
  auto rbegin() const { return std::reverse_iterator(end()); }
  auto rend() const { return std::reverse_iterator(begin()); }
  const T* data() const { return first_; }
  std::size_t size() const { return count_; }
  bool empty() const { return count_ == 0; }
  const T& operator[](std::size_t i) const { return first_[i]; }
  const T& front() const { return *first_; }
  const T& back() const { return first_[count_ - 1]; }

private:
  const T* first_ = nullptr;
  std::size_t count_ = 0;
};

/// A list of nodes while it is read.
template <class T>
class growing_list {
public:
  explicit growing_list(arena& memory) : memory_(memory) {}

  std::size_t size() const { return count_; }
  /// Makes a node, to be filled where it stays; good until the next one.
  template <class... Arguments>
  T& emplace(Arguments... of) {
    if (count_ == room_)
      grow();
    return *std::construct_at(first_ + count_++, of...);
  }
  void add(const T& node) { emplace(node); }
  /// The list, which grows no more.
  node_list<T> read() {
    memory_.give_back(first_ + count_, first_ + room_);
    return {first_, count_};
  }

private:
  void grow() {
    constexpr std::size_t some = 4;
    if (room_ && memory_.extend(first_ + room_, some)) {
      room_ += some;
      return;
    }
    room_ = room_ ? 2 * room_ : some;
    T* larger = memory_.take<T>(room_);
    std::uninitialized_copy_n(first_, count_, larger);
    first_ = larger;
  }

  arena& memory_;
  T* first_ = nullptr;
  std::size_t count_ = 0;
  std::size_t room_ = 0;
};

} // namespace mitos::proto::graphql
