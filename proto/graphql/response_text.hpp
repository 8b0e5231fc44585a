/// The text of a response while it grows, with a hole wherever an answer is waited for.
#pragma once

#include "proto/graphql/place.hpp"
#include "proto/graphql/resolver.hpp"

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace mitos::proto::graphql {

/// A call that has no answer yet, and where its field is.
struct waiting_call {
  call_number number;
  position where; ///< kept beyond the walk
  std::function<void()> unwanted;
};

/// A tree of pieces: an answer is written into a piece of its own, which may have holes again. One piece is
/// written at a time; without holes it is all there is, and costs what a string costs.
class response_text {
public:
  /// A point in the piece that is written.
  struct mark {
    std::size_t bytes;
    std::size_t holes;
  };

  response_text() = default;
  response_text(response_text&&) = default;
  response_text& operator=(response_text&&) = delete;
  /// Tells whoever is waited for.
  ~response_text() {
    if (waiting() > 0)
      clear();
    tell_unwanted();
  }

  // While a piece is written.

  std::string& out() { return current_.text; }
  mark here() const { return {current_.text.size(), current_.holes.size()}; }
  void leave_hole(waiting_call call);
  /// What was written since may become null later, when something in it does.
  void end_nullable(mark since) {
    if (current_.holes.size() != since.holes)
      current_.frames.push_back({since.bytes, current_.text.size(), since.holes, current_.holes.size()});
  }
  /// What was written since becomes null; its holes are gone.
  void take_back(mark since);

  // Between pieces.

  /// The piece that was written is the outermost, and has holes.
  void keep_outermost();
  /// The call of that number, if it is waited for; what is written next is its answer.
  std::unique_ptr<waiting_call> begin_answer(call_number number);
  void end_answer();
  /// Instead: the answer is null where it must not be. The nearest place around it that may be null becomes
  /// so; false where there is none.
  bool end_answer_with_null();
  /// Makes one piece of all, once nothing is waited for; it may be written on.
  void join();
  /// Forgets all that was written, and tells whoever is waited for.
  void clear();

  std::size_t waiting() const { return current_.holes.size() + (kept_ ? kept_->open.size() : 0); }
  std::vector<call_number> waiting_calls() const;
  /// All that was ever written, but for the piece that is written now.
  std::size_t bytes_elsewhere() const { return elsewhere_; }
  /// To be told by `tell_unwanted`.
  void is_unwanted(std::function<void()> tell);
  /// Tells those whose answers are not waited for any more. Not while a resolver runs.
  void tell_unwanted() {
    if (!unwanted_.empty())
      tell_all();
  }

private:
  struct piece;
  struct hole {
    std::size_t offset;
    std::unique_ptr<waiting_call> call; ///< until it is answered
    std::unique_ptr<piece> answer;
  };
  /// A part that may be null, with the holes in it; those inside stand before those around.
  struct frame {
    std::size_t begin;
    std::size_t end;
    std::size_t first;
    std::size_t last;
    bool is_null = false;
  };
  struct hole_at {
    piece* in;
    std::size_t index;
  };
  struct piece {
    std::string text;
    std::vector<hole> holes;
    std::vector<frame> frames;
    hole_at outer{};
  };

  std::unique_ptr<piece> keep(hole_at outer);
  void tell_all();
  bool make_null(hole_at at);
  void drop(piece& p, std::size_t first, std::size_t last);
  static void append(std::string& to, const piece& p);

  /// What there is once something waits.
  struct tree {
    std::unique_ptr<piece> outermost;
    std::unordered_map<call_number, hole_at> open;
    hole_at answering{};
  };

  piece current_;
  std::unique_ptr<tree> kept_;
  std::size_t elsewhere_ = 0;
  std::vector<std::function<void()>> unwanted_;
};

} // namespace mitos::proto::graphql
