#include "tests/test_kit/run.hpp"

#include <algorithm>

namespace mitos::test_kit {

namespace {

/// Delta debugging (Zeller and Hildebrandt, 2002) of the choices that are not the first.
class shrinker {
public:
  shrinker(const scenario& what, order failing, const fault& like, const exploration& how)
      : what_(what),
        best_(trimmed(std::move(failing))),
        like_(like),
        how_(how) {}

  order shortest() {
    attempt({});
    cut_tail();
    for (auto before = order(); before != best_ && may_go_on();) {
      before = best_;
      drop_choices();
      take_out();
    }
    return best_;
  }

private:
  bool may_go_on() const { return reruns_ < how_.max_reruns; }

  static std::size_t chosen(const order& one) {
    return one.size() - static_cast<std::size_t>(std::count(one.begin(), one.end(), 0U));
  }
  /// Fewer choices are shorter; of as many, the one that makes its last sooner.
  static bool is_shorter(const order& one, const order& other) {
    return std::pair(chosen(one), one.size()) < std::pair(chosen(other), other.size());
  }

  /// Keeps `candidate` if it fails too and is shorter.
  bool attempt(const order& candidate) {
    if (!may_go_on())
      return false;
    ++reruns_;
    auto result = run(what_, choose_by(candidate), how_);
    if (!result.failed || result.failed->kind != like_.kind || !is_shorter(result.taken, best_))
      return false;
    best_ = std::move(result.taken);
    return true;
  }

  void cut_tail() {
    for (auto cut = best_.size() / 2; cut > 0 && may_go_on();) {
      auto kept = best_;
      kept.resize(kept.size() - std::min(cut, kept.size()));
      if (!attempt(kept) || best_.size() < cut)
        cut /= 2;
    }
  }

  /// Replaces choices by the first, many at a time, then fewer.
  void drop_choices() {
    for (auto many = std::max<std::size_t>(chosen(best_) / 2, 1); many > 0 && may_go_on(); many /= 2)
      for (std::size_t from = 0; from < chosen(best_) && may_go_on();)
        if (!attempt(without(from, many)))
          from += many;
  }

  /// The best with `many` of its choices, from the one at `from` on, replaced.
  order without(std::size_t from, std::size_t many) const {
    auto candidate = best_;
    std::size_t seen = 0;
    for (auto& choice : candidate)
      if (choice != 0 && seen++ >= from && seen <= from + many)
        choice = 0;
    return candidate;
  }

  /// Takes single choices out, so that those behind them move up.
  void take_out() {
    for (std::size_t at = 0; at < best_.size() && may_go_on();) {
      auto candidate = best_;
      candidate.erase(candidate.begin() + static_cast<std::ptrdiff_t>(at));
      if (!attempt(candidate))
        ++at;
    }
  }

  const scenario& what_;
  order best_;
  const fault& like_;
  const exploration& how_;
  std::size_t reruns_ = 0;
};

} // namespace

order shrink(const scenario& what, const order& failing, const fault& like, const exploration& how) {
  return shrinker(what, failing, like, how).shortest();
}

} // namespace mitos::test_kit
