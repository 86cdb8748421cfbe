#!/usr/bin/env bash
# A job array of `rectify plan --emit slurm` under a real Slurm on this machine: two elements, one
# cancelled in the middle and one told that its time is nearly up. The results must be those of a
# single process, to the byte.
#
# Installs Debian's slurm-wlm and munge where they are missing, and says so. Everything else, from the
# key to the logs, lies in a temporary folder that is removed at the end; controller, node daemon and
# munge listen on ports and a socket of their own and are stopped.
set -euo pipefail
cd "$(dirname "$0")/../.."
PROGRAM=$PWD/.build/release/rectify
CONTROLLER_PORT=${CONTROLLER_PORT:-26817}
NODE_PORT=${NODE_PORT:-26818}

say() { echo "== $* ($SECONDS s)"; }
fail() {
  echo "FAILED: $*" >&2
  tail -n 20 -- "$WORK"/*.log "$PLACE"/*.log >&2 || true
  exit 1
}

if ! command -v slurmctld slurmd munged sbatch > /dev/null; then
  say "installing slurm-wlm and munge"
  SUDO=""
  if [ "$(id -u)" != 0 ]; then SUDO=sudo; fi
  $SUDO apt-get update -q=2
  $SUDO env DEBIAN_FRONTEND=noninteractive apt-get install -q=2 --no-install-recommends \
    slurm-wlm munge > /dev/null
fi

# A socket's path has little room, so that the folder of the daemons is a short one.
WORK=$(mktemp -d /tmp/rectify-slurm.XXXXXX)
PLACE="$WORK/a lab's \"place\""
# The controller asks munge until its end, so that each is stopped before the next.
stop() {
  local pid
  if [ -s "$WORK/controller.pid" ] && scancel --user="$(id -un)" 2> /dev/null; then
    for _ in $(seq 100); do
      if [ -z "$(squeue --noheader 2> /dev/null)" ]; then break; fi
      sleep 0.2
    done
  fi
  for file in node.pid controller.pid munge.pid; do
    pid=$(cat "$WORK/$file" 2> /dev/null) || continue
    kill "$pid" 2> /dev/null || true
    for _ in $(seq 100); do
      if [ ! -s "$WORK/$file" ]; then break; fi
      sleep 0.1
    done
    if [ -s "$WORK/$file" ]; then kill -KILL "$pid" 2> /dev/null || true; fi
  done
  rm -rf "$WORK"
}
trap stop EXIT
mkdir -p "$WORK/key" "$WORK/state" "$WORK/spool" "$PLACE"
chmod 755 "$WORK"
chmod 700 "$WORK/key"
NODE=$(hostname -s)
export SLURM_CONF="$WORK/slurm.conf"

say "starting munge, the controller and the node daemon"
dd if=/dev/urandom of="$WORK/key/key" bs=64 count=1 status=none
chmod 600 "$WORK/key/key"
munged --force --socket="$WORK/munge.socket" --key-file="$WORK/key/key" \
  --pid-file="$WORK/munge.pid" --log-file="$WORK/key/log" --seed-file="$WORK/key/seed" 2> /dev/null
cat > "$WORK/slurm.conf" <<END
ClusterName=rectify
SlurmctldHost=$NODE(127.0.0.1)
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$WORK/munge.socket
CredType=cred/munge
SlurmctldPort=$CONTROLLER_PORT
SlurmdPort=$NODE_PORT
SlurmctldPidFile=$WORK/controller.pid
SlurmdPidFile=$WORK/node.pid
SlurmctldLogFile=$WORK/controller.log
SlurmdLogFile=$WORK/node.log
StateSaveLocation=$WORK/state
SlurmdSpoolDir=$WORK/spool
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
ReturnToService=2
KillWait=10
SchedulerParameters=sched_interval=1,batch_sched_delay=1
SlurmdParameters=config_overrides
NodeName=$NODE NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP MaxTime=INFINITE
END
# Later versions of Slurm look for control groups unless they are told not to.
case $(sbatch --version) in
  *" 20."* | *" 21."* | *" 22."*) ;;
  *) echo "CgroupPlugin=disabled" > "$WORK/cgroup.conf" ;;
esac
slurmctld -c
slurmd || fail "no node daemon"
for _ in $(seq 100); do
  if [ "$(sinfo --noheader --format=%T 2> /dev/null)" = idle ]; then break; fi
  sleep 0.2
done
[ "$(sinfo --noheader --format=%T)" = idle ] || fail "the node does not come up"

cd "$PLACE"
cat > "my preset.yaml" <<END
name: matrix
sweeps:
  - families: [alpha]
    model: S/32
    recipe: i21k
    images: 24000
    evaluationImages: 200
    cells:
      - {attention: softmax, seeds: [0, 1, 2, 3], confirmatory: true}
END

say "training with a single process"
"$PROGRAM" run --preset "./my preset.yaml" --store whole --threads 1 2> whole.log

results() { find "$1" -name result.json | wc -l; }
job() { squeue --noheader --array --format="%F_%K %T" | awk -v job="$1" '$1 == job { print $2 }'; }
# until SECONDS WHAT CONDITION...
until_true() {
  local left=$(($1 * 5)) what=$2
  shift 2
  until "$@"; do
    left=$((left - 1))
    if [ "$left" -le 0 ]; then fail "waited in vain until $what"; fi
    sleep 0.2
  done
}
are_at_work() { [ "$(grep -ls -- '"started"' "st ore"/*/log.jsonl | wc -l)" -ge 2 ]; }

say "submitting an array of two elements"
"$PROGRAM" plan --preset "./my preset.yaml" --store "st ore" --threads 1 --nodes 2 --limit 10m \
  --emit slurm > job.sh
# Variables as a job has them that this one is submitted from.
ID=$(SLURM_NTASKS=7 SLURM_CPUS_PER_TASK=7 RECTIFY_STORE=/nowhere sbatch --parsable job.sh)
ID=${ID%%;*}
until_true 60 "both elements train" are_at_work
for process in /proc/[0-9]*; do
  if [ "$(readlink "$process/exe")" = "$(readlink -f "$PROGRAM")" ] \
    && [ "$(readlink "$process/cwd")" = "$PLACE" ]; then
    NAMES=$(tr '\0' '\n' < "$process/environ" | cut -d= -f1 | grep -v LD_LIBRARY_PATH | sort)
    [ "$NAMES" = $'HOME\nPATH' ] || fail "the program has the variables $NAMES"
  fi
done

say "cancelling the first element, telling the second that its time is nearly up"
[ "$(results "st ore")" -lt 3 ] || fail "too little was left to do"
scancel "${ID}_1"
scancel --signal=USR1 --batch "${ID}_2"
is_gone() { [ -z "$(job "${ID}_$1")" ]; }
until_true 60 "the first element is gone" is_gone 1
grep -q "state saved" "rectify-matrix-${ID}_1.log" || fail "the first element saved nothing"
is_queued() { [ "$(job "${ID}_2")" = PENDING ]; }
until_true 60 "the second element is queued again" is_queued
# Slurm waits for two minutes before it starts an element again, which a test need not; the node
# must have forgotten the first start, by its clock of seconds.
sleep 3
scontrol update JobId="${ID}_2" StartTime=now
until_true 120 "the second element ends" is_gone 2
grep -q "goes on after step" "rectify-matrix-${ID}_2.log" || fail "no run went on"

say "comparing the results"
[ "$(results "st ore")" = 4 ] || fail "$(results "st ore") of 4 runs are finished"
for folder in whole/????????????????; do
  cmp "$folder/result.json" "st ore/${folder#whole/}/result.json" || fail "other bits"
done
"$PROGRAM" verify --store "st ore" 2> verify.log

say "timing in a job that has a part of the node"
STATUS=0
srun --ntasks=1 --cpus-per-task=1 "$PROGRAM" time --check 2> time.log || STATUS=$?
if [ "$(getconf _NPROCESSORS_ONLN)" -gt 1 ]; then
  [ "$STATUS" = 7 ] && grep -q -- "--exclusive" time.log || fail "timing was not refused ($STATUS)"
fi

say "a submission that Slurm rejects"
! sbatch --partition=none job.sh 2> rejected.log || fail "a partition that is not there was taken"

say "the same bits with Slurm: 4 runs, one element cancelled, one queued again"
