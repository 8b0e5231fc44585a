/// Lambdas as one function object, for std::visit.
#pragma once

namespace mitos::actors {

template <class... Fs>
struct overloaded : Fs... {
  using Fs::operator()...;
};
template <class... Fs>
overloaded(Fs...) -> overloaded<Fs...>;

} // namespace mitos::actors
