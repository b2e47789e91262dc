using Keras.Pipelines;
using TensorFlow;

namespace Keras.Training;

/// <summary>Runs over a stream of batches.</summary>
internal sealed class StreamRunner(ModelFunctions functions, StepSpec spec, IEnumerable<Batch> batches, DataChecks? checks)
    : BatchRunner(functions, spec)
{
    private int? steps;
    private int? first;
    private ChunkReader? reader;
    private IEnumerator<Chunk>? chunks;
    private DeviceTensors? columns;
    private int step;

    public override int? Steps => StepsPerEpoch ?? steps;

    // With StepsPerEpoch, an epoch leaves the stream open for the next one.
    private bool StaysOpen => StepsPerEpoch is not null && !BeginsAnew;

    public override IEnumerable<int> Run(Shuffle shuffle, Random random, Func<int> nextSteps, int done = 0)
    {
        RanOut = false;
        if (!StaysOpen)
            Close();
        bool began = reader is null;
        int passedOver = done;
        done = 0;
        try
        {
            while (StepsPerEpoch is not { } wanted || done < wanted)
            {
                if (!Advance())
                {
                    Close();
                    // A stream that ended with the last epoch is started again.
                    if (done > 0 || began)
                        break;
                    began = true;
                    continue;
                }

                if (done < passedOver)
                {
                    done += PassOver(passedOver - done);
                    continue;
                }

                done += Call(nextSteps, StepsPerEpoch - done ?? int.MaxValue);
                yield return done;
            }
        }
        finally
        {
            if (!StaysOpen)
                Close();
        }

        End(done);
    }

    public override void Dispose()
    {
        Close();
        base.Dispose();
    }

    private void End(int done)
    {
        if (done == 0)
            throw new InvalidOperationException(
                "Expected a dataset of at least one batch, got none; a sequence given to FromBatches must start "
                + "from its first batch each time it is enumerated.");
        if (StepsPerEpoch is null)
            steps = done;
        RanOut = done < StepsPerEpoch;
    }

    /// <summary>Moves to the next batch; false at the end of the stream.</summary>
    private bool Advance()
    {
        if (columns is not null && step < chunks!.Current.Batches)
            return true;
        columns?.Dispose();
        columns = null;
        chunks ??= (reader = new(batches, checks, StepsPerEpoch ?? int.MaxValue)).Chunks().GetEnumerator();
        if (!chunks.MoveNext())
            return false;
        columns = new([.. chunks.Current.Columns.Select(c => DeviceTensor.From(c))]);
        step = 0;
        return true;
    }

    // Skipped batches form chunks as well, so that the same function computes each batch as without resuming.
    private int PassOver(int most)
    {
        Chunk chunk = chunks!.Current;
        int rows = checked((int)chunk.Columns[0].Shape[0]), batches = Math.Min(chunk.Batches - step, most);
        if (rows == chunk.Rows)
            first ??= rows;
        step += batches;
        return batches;
    }

    /// <summary>Runs the next batches of the chunk and returns their number.</summary>
    private int Call(Func<int> nextSteps, int most)
    {
        Chunk chunk = chunks!.Current;
        int rows = checked((int)chunk.Columns[0].Shape[0]), before = step;
        int end = (int)Math.Min(chunk.Batches, before + (long)Math.Min(most, nextSteps()));
        Functions.CheckBatch(chunk.Rows);
        if (rows == chunk.Rows)
            Call(Functions.Batch(StepSpec, rows, isLast: rows != (first ??= rows)), columns!.Items);
        else
            CallLoop(Functions.LoopOverChunk(StepSpec, chunk.Rows, rows / chunk.Rows), before, end, columns!.Items);
        step = end;
        return end - before;
    }

    private void Close()
    {
        columns?.Dispose();
        chunks?.Dispose();
        reader?.Dispose();
        (columns, chunks, reader) = (null, null, null);
    }
}
