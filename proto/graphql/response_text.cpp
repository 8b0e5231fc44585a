#include "proto/graphql/response_text.hpp"

#include <algorithm>

namespace mitos::proto::graphql {

namespace {

constexpr std::string_view null = "null";

} // namespace

void response_text::leave_hole(waiting_call call) {
  current_.holes.push_back({current_.text.size(), std::make_unique<waiting_call>(std::move(call)), nullptr});
}

void response_text::take_back(mark since) {
  elsewhere_ += current_.text.size() - since.bytes;
  drop(current_, since.holes, current_.holes.size());
  current_.holes.resize(since.holes);
  while (!current_.frames.empty() && current_.frames.back().last > since.holes)
    current_.frames.pop_back();
  current_.text.replace(since.bytes, std::string::npos, null);
}

/// Its holes are open from here on.
std::unique_ptr<response_text::piece> response_text::keep(hole_at outer) {
  auto kept = std::make_unique<piece>(std::exchange(current_, {}));
  kept->outer = outer;
  elsewhere_ += kept->text.size();
  for (std::size_t i = 0; i < kept->holes.size(); ++i)
    kept_->open.emplace(kept->holes[i].call->number, hole_at{kept.get(), i});
  return kept;
}

void response_text::keep_outermost() {
  if (!kept_)
    kept_ = std::make_unique<tree>();
  kept_->outermost = keep({});
}

std::unique_ptr<waiting_call> response_text::begin_answer(call_number number) {
  if (!kept_)
    return nullptr;
  const auto found = kept_->open.find(number);
  if (found == kept_->open.end())
    return nullptr;
  kept_->answering = found->second;
  kept_->open.erase(found);
  return std::move(kept_->answering.in->holes[kept_->answering.index].call);
}

void response_text::end_answer() {
  kept_->answering.in->holes[kept_->answering.index].answer = keep(kept_->answering);
}

bool response_text::end_answer_with_null() {
  take_back({0, 0});
  current_ = {};
  return make_null(kept_->answering);
}

bool response_text::make_null(hole_at at) {
  auto& frames = at.in->frames;
  auto found =
      std::partition_point(frames.begin(), frames.end(), [at](const frame& f) { return f.last <= at.index; });
  found = std::find_if(found, frames.end(), [at](const frame& f) { return f.first <= at.index; });
  if (found == frames.end())
    return at.in->outer.in && make_null(hole_at(at.in->outer));
  found->is_null = true;
  elsewhere_ += null.size();
  drop(*at.in, found->first, found->last);
  return true;
}

/// Nobody waits for what is in these holes.
void response_text::drop(piece& p, std::size_t first, std::size_t last) {
  for (std::size_t i = first; i < last; ++i) {
    hole& h = p.holes[i];
    if (h.call) {
      if (kept_)
        kept_->open.erase(h.call->number);
      is_unwanted(std::move(h.call->unwanted));
      h.call.reset();
    } else if (h.answer) {
      drop(*h.answer, 0, h.answer->holes.size());
      h.answer.reset();
    }
  }
}

void response_text::join() {
  current_ = {};
  append(current_.text, *kept_->outermost);
  kept_->outermost.reset();
  elsewhere_ -= std::min(elsewhere_, current_.text.size());
}

void response_text::append(std::string& to, const piece& p) {
  std::vector<const frame*> nulls;
  for (const frame& f : p.frames)
    if (f.is_null)
      nulls.push_back(&f);
  // The outermost of those that begin at the same hole comes last of them: it is the one that counts.
  std::stable_sort(nulls.begin(), nulls.end(),
                   [](const frame* a, const frame* b) { return a->first < b->first; });
  std::size_t at = 0;
  auto next = nulls.begin();
  for (std::size_t i = 0; i < p.holes.size();) {
    const frame* around = nullptr;
    for (; next != nulls.end() && (*next)->first <= i; ++next)
      if ((*next)->last > i)
        around = *next;
    if (around) {
      to.append(p.text, at, around->begin - at).append(null);
      at = around->end;
      i = around->last;
      continue;
    }
    to.append(p.text, at, p.holes[i].offset - at);
    at = p.holes[i].offset;
    append(to, *p.holes[i].answer);
    ++i;
  }
  to.append(p.text, at);
}

void response_text::clear() {
  drop(current_, 0, current_.holes.size());
  if (kept_ && kept_->outermost)
    drop(*kept_->outermost, 0, kept_->outermost->holes.size());
  elsewhere_ += current_.text.size();
  current_ = {};
  kept_.reset();
}

std::vector<call_number> response_text::waiting_calls() const {
  std::vector<call_number> numbers;
  if (kept_)
    for (const auto& [number, at] : kept_->open)
      numbers.push_back(number);
  std::sort(numbers.begin(), numbers.end());
  return numbers;
}

void response_text::is_unwanted(std::function<void()> tell) {
  if (tell)
    unwanted_.push_back(std::move(tell));
}

void response_text::tell_all() {
  for (auto& tell : std::exchange(unwanted_, {}))
    tell();
}

} // namespace mitos::proto::graphql
