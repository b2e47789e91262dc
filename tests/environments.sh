#!/usr/bin/env bash
# Runs all tests in the environments that users have: what is not set, what is set otherwise, other languages, other collectors.
#
#     tests/environments.sh                 # all of them, one after another
#     tests/environments.sh bare turkish    # some
#
# The tests are built once, before. FILTER=… is handed to 'dotnet test --filter'.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cli_home=${DOTNET_CLI_HOME:-$HOME}
cache=${XDG_CACHE_HOME:-$HOME/.cache}
packages=${NUGET_PACKAGES:-$HOME/.nuget/packages}
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

declare -A environments=(
  [usual]=""
  [again]=""
  [bare]="-i PATH=$PATH HOME=$HOME DOTNET_CLI_HOME=$cli_home"
  [quiet]="TF_CPP_MIN_LOG_LEVEL=3"
  [verbose]="TF_CPP_MIN_LOG_LEVEL=0"
  [kernels]="TF_ENABLE_ONEDNN_OPTS=0 TF_NUM_INTRAOP_THREADS=3 OMP_NUM_THREADS=1"
  [flags]="TF_ENABLE_ONEDNN_OPTS=1 XLA_FLAGS=--xla_cpu_enable_fast_math=true TF_XLA_FLAGS=--tf_xla_auto_jit=2"
  [avx2]="TESTS_PROCESSOR=AVX2"
  [avx]="TESTS_PROCESSOR=AVX"
  [wrong]="TF_NUM_INTRAOP_THREADS=-5 XLA_FLAGS=--no_such_flag"
  [turkish]="LC_ALL=tr_TR.UTF-8 LANG=tr_TR.UTF-8 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0"
  [german]="LC_ALL=de_DE.UTF-8 LANG=de_DE.UTF-8 DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=0"
  [ascii]="LC_ALL=C LANG=C"
  [dumb]="TERM=dumb NO_COLOR=1"
  [server]="DOTNET_gcServer=1 DOTNET_TieredCompilation=0"
  [large-cache]="DOTNET_GCgen0size=0x10000000"
  [small-cache]="DOTNET_GCgen0size=0x40000"
  [homeless]="-u HOME DOTNET_CLI_HOME=$cli_home NUGET_PACKAGES=$packages XDG_CACHE_HOME=$cache"
  [relative-cache]="XDG_CACHE_HOME=no/such/cache"
  [read-only-cache]="XDG_CACHE_HOME=$work/read-only"
)
order=(usual again bare quiet verbose kernels flags avx2 avx wrong turkish german ascii dumb server
    large-cache small-cache homeless relative-cache read-only-cache)

# A cache that is full and may not be written.
mkdir "$work/read-only" && ln -s "$cache/tensorflow-runtime" "$work/read-only/tensorflow-runtime" && chmod a-w "$work/read-only"

dotnet build MnistTraining.sln -c Release -v quiet || exit 1
status=0
for name in "${@:-${order[@]}}"; do
  [ -n "${environments[$name]+known}" ] || { echo "There is no environment '$name'; there are ${order[*]}." >&2; exit 2; }
  # shellcheck disable=SC2086 # The variables are words.
  if env ${environments[$name]} dotnet test -c Release --no-build ${FILTER:+--filter "$FILTER"} >"$work/log" 2>&1; then
    result=passed
  else
    result=FAILED status=1
  fi
  echo "== $name: $result"
  grep -E '\[FAIL\]|\.dll \(net[0-9.]+\)$' "$work/log"
  [ $result = passed ] || cp "$work/log" "artifacts/environment-$name.log"
done
exit $status
