using System.CommandLine;
using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.SideBySide;
using Keras;
using TensorFlow;

Argument<string[]> rest =
    new("arguments") { Description = "Arguments of BenchmarkDotNet, such as --filter '*Predict*'.", Arity = ArgumentArity.ZeroOrMore };
Command parts = new("parts", "Measures the parts of the library with BenchmarkDotNet.") { rest };
parts.TreatUnmatchedTokensAsErrors = false;
parts.SetAction(result =>
{
    string[] arguments = [.. result.GetValue(rest) ?? [], .. result.UnmatchedTokens];
    BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(arguments.Length > 0 ? arguments : ["--filter", "*"]);
});

Option<string> python = new("--python")
{
    Description = "An interpreter that has Keras and TensorFlow.",
    DefaultValueFactory = _ => "python3"
};
Option<int> runs = new("--runs") { Description = "Runs of each job on each side, in turns.", DefaultValueFactory = _ => 5 };
Option<string[]> only = new("--only")
{
    Description = "Names of the jobs to measure; all by default.",
    AllowMultipleArgumentsPerToken = true
};
only.AcceptOnlyFromAmong([.. Comparison.Names, .. TrainingCases.All.Select(c => c.Name)]);
Option<string?> torch = new("--torch") { Description = "The program of tests/Benchmarks.TorchSharp; none by default." };
Option<string?> before = new("--before") { Description = "Another build of this program, to be measured in turns with this one." };
Option<string[]> against = new("--against")
{
    Description = "The sides to train the models on besides this one: keras, 'keras jit', torchsharp; all by default.",
    AllowMultipleArgumentsPerToken = true,
};
against.AcceptOnlyFromAmong("keras", "keras jit", "torchsharp");
Option<int> rounds = new("--rounds") { Description = "Measured epochs of each process that trains a model.", DefaultValueFactory = _ => 5 };
Option<int> examples = new("--examples") { Description = "Examples of an epoch of the models; those of each model by default." };
Command sideBySide = new("side-by-side",
    "Measures the same jobs here, in Python Keras and in TorchSharp on this machine and prints the ratios of the medians.")
{
    python, torch, before, against, runs, rounds, examples, only,
};
sideBySide.SetAction(result =>
{
    string[] wanted = result.GetValue(only) ?? [];
    if (wanted.Length == 0 || wanted.Any(Comparison.Names.Contains))
        Comparison.Run(result.GetValue(python)!, result.GetValue(before), result.GetValue(runs), wanted);
    TrainingComparison training = new(result.GetValue(python)!, result.GetValue(torch), result.GetValue(before))
    {
        Against = result.GetValue(against) ?? [],
        Runs = result.GetValue(runs),
        Rounds = result.GetValue(rounds),
        Examples = result.GetValue(examples),
    };
    foreach (TrainingCase model in TrainingCases.All.Where(c => wanted.Length == 0 || wanted.Contains(c.Name)))
        training.Run(model);
});

Argument<string> name = new("name") { Description = "The job's name." };
name.AcceptOnlyFromAmong([.. Jobs.Names]);
Command job = new("job", "Runs one job once and prints what it measured as JSON.") { name };
job.SetAction(result => Jobs.Run(result.GetValue(name)!));

Option<JitCompile> compilation = new("--jit-compile") { Description = "How the model is compiled: Auto (default), On, Off." };
Option<bool> ownKernels = new("--own-kernels")
{
    Description = "Whether kernels of this library are taken.",
    DefaultValueFactory = _ => true,
};
Argument<string> trained = new("model") { Description = "The model's name." };
trained.AcceptOnlyFromAmong([.. TrainingCases.All.Select(c => c.Name)]);
Command train = new("train", "Trains a model, an epoch for each line of the input, and prints what it measured as JSON.")
{
    trained, examples, compilation, ownKernels,
};
train.SetAction(result =>
{
    Runtime.Configure(new() { UseOwnKernels = result.GetValue(ownKernels) });
    TrainingWorker.Run(result.GetValue(trained)!, result.GetValue(examples), result.GetValue(compilation));
});

Option<int> pairs = new("--pairs") { Description = "Epochs of each kind, in turns.", DefaultValueFactory = _ => 21 };
Command ticks = new("ticks", "Measures what looking up ten times a second costs an epoch.") { pairs };
ticks.SetAction(result => TickOverhead.Run(result.GetValue(pairs)));

Command labels = new("labels", "Measures what checking class indices costs beside an epoch.") { pairs };
labels.SetAction(result => LabelCheckCost.Run(result.GetValue(pairs)));

Option<int> repeats = new("--runs") { Description = "Measurements, whose median counts.", DefaultValueFactory = _ => 5 };
Command tracing = new("tracing", "Measures how long the training function of a network of 50 layers takes to be written.") { repeats };
tracing.SetAction(result => TracingTime.Run(result.GetValue(repeats)));

Command rows = new("rows", "Measures steps on tables of embeddings of growing size.") { repeats };
rows.SetAction(result => TableRows.Run(result.GetValue(repeats)));

Command convolutions = new("convolutions", "Measures convolutions by the library's own kernels beside TensorFlow's.") { pairs };
convolutions.SetAction(result => ConvolutionKernels.Run(result.GetValue(pairs)));

Command normalizations = new("normalizations", "Measures batch normalization by the library's own kernels beside TensorFlow's.") { pairs };
normalizations.SetAction(result => NormalizationKernels.Run(result.GetValue(pairs)));

Command telemetry = new("telemetry", "Measures what measurements and traces cost an epoch.") { pairs };
telemetry.SetAction(result => TelemetryCost.Run(result.GetValue(pairs)));

Argument<string> earlier = new("before") { Description = "A program's assembly." };
Argument<string> later = new("after") { Description = "Another build of it." };
Argument<string[]> given = new("arguments") { Description = "The program's arguments, after --.", Arity = ArgumentArity.ZeroOrMore };
Option<int> starts = new("--runs") { Description = "Runs of each, in turns.", DefaultValueFactory = _ => 21 };
Command startUp = new("start-up", "Measures how long two builds of a program take, as processes in turns.")
{
    earlier, later, given, starts,
};
startUp.SetAction(result => StartUpTime.Run(
    result.GetValue(earlier)!, result.GetValue(later)!, result.GetValue(starts), result.GetValue(given) ?? []));

RootCommand root = new("Benchmarks of Keras for .NET.")
{
    parts, sideBySide, job, train, ticks, labels, tracing, rows, convolutions, normalizations, telemetry, startUp,
};
return await root.Parse(args).InvokeAsync();
