// Tries, for minutes or hours, what no single test can show: what happens at a bad moment.
//
//     dotnet run -c Release --project tests/Stress -- --help
using System.CommandLine;
using Stress.Running;

Argument<string[]> names = new("scenario") { Arity = ArgumentArity.ZeroOrMore, Description = "Which; all where none is named." };
names.AcceptOnlyFromAmong([.. Scenarios.All.Select(s => s.Name)]);
Option<double> minutes = new("--minutes")
{
    DefaultValueFactory = _ => 1,
    Description = "For how long each scenario is tried, once its attempts are done."
};
minutes.Validators.Add(result =>
{
    if (result.Tokens is [var given] && double.TryParse(given.Value, out double value) && !(value >= 0 && double.IsFinite(value)))
        result.AddError($"Expected a finite number of at least 0 for --minutes, got {given.Value}.");
});
Option<int> attempts = new("--attempts")
{
    DefaultValueFactory = _ => 0,
    Description = "How many attempts there are at least; 0 means one of each kind that the scenario has."
};
Option<int> seed = new("--seed")
{
    DefaultValueFactory = _ => 1,
    Description = "With the number of an attempt it decides what the attempt does."
};

Command run = new("run", "Tries scenarios and tells what did not hold. The exit code is 1 if anything did not.") { names,
    minutes, attempts, seed };
run.SetAction(line => StressRun.Run(
    Scenarios.Find(line.GetValue(names)!), TimeSpan.FromMinutes(line.GetValue(minutes)), line.GetValue(attempts), line.GetValue(seed)));

Command list = new("list", "Lists the scenarios.");
list.SetAction(_ =>
{
    foreach (Scenario scenario in Scenarios.All)
        Console.WriteLine($"{scenario.Name,-20} {scenario.Description}");
});

Argument<string> part = new("scenario");
part.AcceptOnlyFromAmong([.. Scenarios.All.Select(s => s.Name)]);
Argument<string[]> partArguments = new("arguments");
Command child = new("part", "What a scenario does in a process of its own.") { part, partArguments };
child.Hidden = true;
child.SetAction(line => Scenarios.Find([line.GetValue(part)!])[0].Part(line.GetValue(partArguments)!));

RootCommand root = new("Tries what happens at a bad moment: exits, kills, faults, threads.") { run, list, child };
return root.Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
