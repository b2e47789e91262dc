using System.Collections.Concurrent;
using Keras;
using Keras.Layers;
using Stress.Running;
using TensorFlow;

namespace Stress.Threads;

/// <summary>
/// Threads that read a model while others change it. Kernel and bias of its one layer are equal at every step, because they begin equal and
/// the inputs are 1; so the output for -1 is 0 exactly, unless an answer mixes two moments. The gradient is 1 and so is the learning rate:
/// each step takes 1 off, and what is missing at the end are lost updates.
/// </summary>
internal sealed class ThreadScenario : Scenario
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(1);
    private static readonly float[,] One = { { 1 }, { 1 }, { 1 }, { 1 } };
    private static readonly float[,] MinusOne = { { -1 } };

    public override string Name => "threads";

    public override string Description =>
        "threads predict, read and save while others train, set, load, freeze, compile, add and pop, and share layers";

    public override int Kinds => Mutators.Length;

    private static string[] Mutators { get; } =
        ["train", "set weights", "load weights", "add and pop", "freeze", "compile",
            "share", "share and dispose", "build", "train on another device"];

    public override string? Attempt(int number, Random random)
    {
        string mutator = Mutators[number % Mutators.Length];
        using Attempted attempted = new(mutator, random.Next(1, 4));
        return attempted.Run(Duration) is { } failure ? $"{mutator}: {failure}" : null;
    }

    /// <summary>One attempt: its models, its threads and what they found.</summary>
    private sealed class Attempted : IDisposable
    {
        private readonly string mutator;
        private readonly int readers;
        private readonly Dense shared = new(1) { InputShape = [1], KernelInitializer = "zeros" };
        private readonly Sequential model;
        private readonly Predictor predictor;
        private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("keras-stress-");
        private readonly ConcurrentQueue<string> failures = new();
        private readonly CancellationTokenSource stop = new();
        private int steps;

        public Attempted(string mutator, int readers)
        {
            (this.mutator, this.readers) = (mutator, readers);
            model = new(shared);
            Compile(model);
            model.SaveWeights(PathOf("begin.weights.h5"));
            predictor = model.CreatePredictor();
        }

        public string? Run(TimeSpan duration)
        {
            List<Thread> threads = [Loop(() => Train(model)), Loop(Mutate), Loop(Save)];
            for (int i = 0; i < readers; i++)
                threads.AddRange([Loop(Predict), Loop(Read)]);
            stop.CancelAfter(duration);
            foreach (Thread thread in threads)
                thread.Join();
            bool counts = mutator is "train" or "share" or "share and dispose" or "build" or "add and pop" or "train on another device";
            float last = Values()[0];
            if (counts && last != -steps)
                failures.Enqueue($"{steps} steps were made, but the kernel is {last}: updates were lost");
            return failures.TryPeek(out string? failure) ? $"{failure} ({failures.Count} failures)" : null;
        }

        public void Dispose()
        {
            predictor.Dispose();
            model.Dispose();
            stop.Dispose();
            directory.Delete(recursive: true);
        }

        private static void Compile(Sequential compiled) => compiled.Compile(
            new Keras.Optimizers.SGD(1), Loss.From((_, y) => y), ["mae"], jitCompile: JitCompile.Off);

        private string PathOf(string name) => Path.Combine(directory.FullName, name);

        // Ends with the attempt; what is refused with a sentence is right, whatever else is thrown is not.
        private Thread Loop(Action action)
        {
            Thread thread = new(() =>
            {
                while (!stop.IsCancellationRequested)
                {
                    try
                    {
                        action();
                    }
                    catch (InvalidOperationException e) when (e.Message.Contains(" is in use by ", StringComparison.Ordinal)
                        || (mutator == "freeze" && e.Message.StartsWith("No weight has a gradient", StringComparison.Ordinal)))
                    {
                        Thread.Yield();
                    }
                    catch (Exception e)
                    {
                        failures.Enqueue($"{e.GetType().Name}: {e.Message}");
                        return;
                    }
                }
            });
            thread.Start();
            return thread;
        }

        private void Train(Sequential trained)
        {
            _ = trained.Fit(One, One, new FitOptions { BatchSize = 2, Shuffle = Shuffle.Off, Verbose = Verbosity.Silent });
            Interlocked.Add(ref steps, 2);
        }

        private void Mutate()
        {
            switch (mutator)
            {
                case "train":
                    Train(model);
                    break;
                case "set weights":
                    float value = Random.Shared.Next(100);
                    model.SetWeights(Tensor.Create<float>([value], [1, 1]), Tensor.Create<float>([value], [1]));
                    break;
                case "load weights":
                    model.LoadWeights(PathOf("begin.weights.h5"));
                    break;
                case "add and pop":
                    model.Add(new Activation(Activations.Linear));
                    model.Pop().Dispose();
                    break;
                case "freeze":
                    shared.Trainable = !shared.Trainable;
                    break;
                case "compile":
                    Compile(model);
                    break;
                default:
                    MutateAnother();
                    break;
            }
        }

        private void MutateAnother()
        {
            if (mutator == "train on another device" && Runtime.Devices.Count > 1)
            {
                using DeviceScope scope = DeviceScope.Enter(Runtime.Devices[1]);
                Train(model);
                return;
            }

            Sequential another = mutator == "build" ? new(new Flatten(), shared) : new(shared);
            if (mutator == "build")
                another.Predict(MinusOne).Dispose();
            Compile(another);
            try
            {
                Train(another);
            }
            finally
            {
                // Where it is not disposed, its layer is a model's that nobody has any more.
                if (mutator != "share")
                    another.Dispose();
            }
        }

        private void Predict()
        {
            using Tensor output = model.Predict(MinusOne);
            Expect("Predict", output.ToArray<float>()[0]);
            float[] answer = new float[1];
            predictor.Run([-1], answer);
            Expect("Predictor", answer[0]);
        }

        private void Read()
        {
            float[] values = Values();
            if (values[0] != values[1])
                failures.Enqueue($"GetWeights gave a kernel of {values[0]} and a bias of {values[1]}");
            // While layers come and go, whatever is told of the model is of one moment: one input and one output.
            if (model.InputNames.Count != 1 || model.OutputNames.Count != 1 || model.Output.Shape[^1] != 1 || model.ToJson().Length == 0
                || model.SummaryText().Length == 0 || model.CountParams() != 2 || model.Layers.Count == 0
                || model.ToDiagram().Items.Count == 0 || model.ToString().Length == 0)
                failures.Enqueue("the model was told in part");
            if (model.Metrics.Any(m => m.Name.Length == 0 || m.Weights.Count != 2) || model.Optimizer.Weights.Any(w => w.Name.Length == 0))
                failures.Enqueue("the metrics or the optimizer were told in part");
        }

        private void Save()
        {
            model.Save(PathOf("saved.keras"));
            model.Export(PathOf("exported"));
            using Model loaded = Model.Load(PathOf("saved.keras"), compile: false);
            using Tensor output = loaded.Predict(MinusOne);
            Expect("the saved model", output.ToArray<float>()[0]);
        }

        private void Expect(string who, float answer)
        {
            if (answer != 0)
                failures.Enqueue($"{who} answered {answer} instead of 0: weights of two steps");
        }

        private float[] Values()
        {
            Tensor[] weights = model.GetWeights();
            float[] values = [.. weights.SelectMany(w => w.ToArray<float>())];
            foreach (Tensor weight in weights)
                weight.Dispose();
            return values;
        }
    }
}
