using TensorFlow;

namespace Keras;

/// <summary>Runs over batches that come one after another.</summary>
internal sealed class StreamRunner(ModelPrograms programs, Job job, IEnumerable<Batch> batches) : BatchRunner(programs, job)
{
    private int? steps;

    public override int? Steps => steps;

    public override IEnumerable<int> Run(Shuffle shuffle, Random random, Func<int> nextSteps)
    {
        int done = 0;
        using ChunkReader reader = new(batches);
        foreach (Chunk chunk in reader.Chunks())
        {
            DeviceTensor[] columns = [.. chunk.Columns.Select(c => DeviceTensor.From(c))];
            try
            {
                int rows = checked((int)chunk.Columns[0].Shape[0]);
                using Tensor orderTensor = RowOrder.Create(0, rows, chunk.Rows, Shuffle.Off, random);
                using DeviceTensor order = DeviceTensor.From(orderTensor);
                if (rows == chunk.Rows)
                {
                    _ = nextSteps();
                    Call(Programs.Batch(Job, rows, rows, rows), [order, .. columns]);
                    yield return ++done;
                    continue;
                }

                for (int step = 0; step < chunk.Batches;)
                {
                    int end = Math.Min(chunk.Batches, step + nextSteps());
                    CallLoop(Programs.Loop(Job, rows, rows, chunk.Rows), step, end, order, columns);
                    done += end - step;
                    step = end;
                    yield return done;
                }
            }
            finally
            {
                foreach (DeviceTensor column in columns)
                    column.Dispose();
            }
        }

        if (done == 0)
            throw new InvalidOperationException("The dataset has no batches; a sequence given to FromBatches must start anew each time it is enumerated.");
        steps = done;
    }
}
