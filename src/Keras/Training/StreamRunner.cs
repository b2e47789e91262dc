using TensorFlow;

namespace Keras;

/// <summary>Runs over batches that come one after another.</summary>
internal sealed class StreamRunner(ModelPrograms programs, Job job, IEnumerable<Batch> batches, LabelChecks? checks) : BatchRunner(programs, job)
{
    private int? steps;
    private int? first;

    public override int? Steps => steps;

    public override IEnumerable<int> Run(Shuffle shuffle, Random random, Func<int> nextSteps)
    {
        int done = 0;
        using ChunkReader reader = new(batches, checks);
        foreach (Chunk chunk in reader.Chunks())
        {
            using DeviceTensors columns = new([.. chunk.Columns.Select(c => DeviceTensor.From(c))]);
            int rows = checked((int)chunk.Columns[0].Shape[0]);
            if (rows == chunk.Rows)
            {
                _ = nextSteps();
                Call(Programs.Batch(Job, rows, isLast: rows != (first ??= rows)), columns.Items);
                yield return ++done;
                continue;
            }

            for (int step = 0; step < chunk.Batches;)
            {
                int end = Math.Min(chunk.Batches, step + nextSteps());
                CallLoop(Programs.LoopOverChunk(Job, chunk.Rows, rows / chunk.Rows), step, end, columns.Items);
                done += end - step;
                step = end;
                yield return done;
            }
        }

        if (done == 0)
            throw new InvalidOperationException("The dataset has no batches; a sequence given to FromBatches must start anew each time it is enumerated.");
        steps = done;
    }
}
