using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using TorchBenchmarks;
using Shared;
using TorchSharp;
using static TorchSharp.torch;

// Trains one model with TorchSharp: an epoch at once, then one for each line "epoch" of the input; "predict" measures single examples.
// The answers are lines of JSON.
RootCommand command = new("Trains a model with TorchSharp, an epoch at once and one for each line 'epoch' of the input.")
{
    new Argument<string>("model"), new Argument<int>("batch"), new Argument<int>("examples"), new Argument<string>("mnist"),
};
ParseResult line = command.Parse(args);
if (line.Errors.Count > 0 || line.Action is not null)
    return line.Invoke();
string name = line.GetRequiredValue<string>("model");
int batchSize = line.GetRequiredValue<int>("batch"), examples = line.GetRequiredValue<int>("examples");
(Tensor x, Tensor y) = Examples.Load(name, examples, line.GetRequiredValue<string>("mnist"));
using nn.Module<Tensor, Tensor> model = Models.Create(name);
using optim.Optimizer optimizer = optim.Adam(model.parameters(), lr: 0.001, eps: 1e-7);
Tell(Epoch(), "");
while (Console.ReadLine() is { } wanted)
    Tell(wanted == "predict" ? Predict() : Epoch(), wanted);
return 0;

double Epoch()
{
    long start = Stopwatch.GetTimestamp();
    model.train();
    using Tensor order = randperm(examples, dtype: int64);
    double loss = 0, correct = 0;
    for (int at = 0; at < examples; at += batchSize)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor rows = order.slice(0, at, Math.Min(examples, at + batchSize), 1);
        Tensor inputs = x.index_select(0, rows), labels = y.index_select(0, rows);
        optimizer.zero_grad();
        Tensor logits = model.forward(inputs), value = nn.functional.cross_entropy(logits, labels);
        value.backward();
        optimizer.step();
        loss += value.item<float>() * rows.shape[0];
        correct += logits.argmax(1).eq(labels).sum().item<long>();
    }

    if (!double.IsFinite(loss + correct))
        throw new InvalidOperationException($"the loss became {loss}");
    return Stopwatch.GetElapsedTime(start).TotalSeconds;
}

double Predict()
{
    model.eval();
    using IDisposable inference = inference_mode();
    using Tensor one = x.slice(0, 0, 1, 1).clone();
    for (int i = 0; i < 5; i++)
        Call();
    List<double> times = [];
    long begin = Stopwatch.GetTimestamp();
    while (Stopwatch.GetElapsedTime(begin) < TimeSpan.FromSeconds(2))
    {
        long start = Stopwatch.GetTimestamp();
        Call();
        times.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    times.Sort();
    return times[times.Count / 2];

    void Call()
    {
        using DisposeScope scope = NewDisposeScope();
        _ = model.forward(one).data<float>()[0];
    }
}

static void Tell(double seconds, string what) => Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $$"""{"what": "{{what}}", "seconds": {{seconds:R}}, "peak_mib": {{ResidentMemory.Peak() / 1048576.0:F1}}}"""));
