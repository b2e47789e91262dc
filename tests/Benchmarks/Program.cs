using System.CommandLine;
using BenchmarkDotNet.Running;
using Benchmarks;
using Benchmarks.SideBySide;

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
Command sideBySide = new("side-by-side",
    "Measures the same jobs here and in Python Keras on this machine and prints the ratios of the medians.") { python, runs, only };
sideBySide.SetAction(result => Comparison.Run(result.GetValue(python)!, result.GetValue(runs), result.GetValue(only) ?? []));

Argument<string> name = new("name") { Description = "The job's name." };
Command job = new("job", "Runs one job once and prints what it measured as JSON.") { name };
job.SetAction(result => Jobs.Run(result.GetValue(name)!));

Option<int> pairs = new("--pairs") { Description = "Epochs of each kind, in turns.", DefaultValueFactory = _ => 21 };
Command ticks = new("ticks", "Measures what looking up ten times a second costs an epoch.") { pairs };
ticks.SetAction(result => TickOverhead.Run(result.GetValue(pairs)));

Command labels = new("labels", "Measures what checking class numbers costs beside an epoch.") { pairs };
labels.SetAction(result => LabelCheckCost.Run(result.GetValue(pairs)));

Option<int> repeats = new("--runs") { Description = "Measurements, whose median counts.", DefaultValueFactory = _ => 5 };
Command tracing = new("tracing", "Measures how long the training function of a network of 50 layers takes to be written.") { repeats };
tracing.SetAction(result => TracingTime.Run(result.GetValue(repeats)));

Command rows = new("rows", "Measures steps on tables of embeddings of growing size.") { repeats };
rows.SetAction(result => TableRows.Run(result.GetValue(repeats)));

RootCommand root = new("Benchmarks of Keras for .NET.") { parts, sideBySide, job, ticks, labels, tracing, rows };
return await root.Parse(args).InvokeAsync();
