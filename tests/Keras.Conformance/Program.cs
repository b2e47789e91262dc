// Replays cases recorded from Keras's own test suite and tells where this library gives something else.
//
//     dotnet run -c Release --project tests/Keras.Conformance -- --help
using System.CommandLine;
using System.Globalization;
using Keras.Conformance;

Argument<DirectoryInfo> cases = new("directory") { Description = "A directory of <kind>/<stem>.zip." };
cases.AcceptExistingOnly();
Command report = new("report", "Replays cases and lists what differs. The exit code is 1 if anything does.") { cases };
report.SetAction(line =>
{
    Report found = Report.Of(CaseDirectory.Read(line.GetValue(cases)!.FullName));
    found.Write(Console.Out);
    return found.Failed == 0 ? 0 : 1;
});

Argument<DirectoryInfo> from = new("from") { Description = "A directory of <kind>/<stem>.zip." };
from.AcceptExistingOnly();
Argument<string> to = new("to") { Description = "The directory of the copies; Cases beside this program's source is one, with 6." };
Argument<int?> most = new("most")
{
    Arity = ArgumentArity.ZeroOrOne,
    Description = "Cases of each class of layers and models in a file; all by default.",
};
most.Validators.Add(result =>
{
    if (result.Tokens is [var given] && int.TryParse(given.Value, CultureInfo.InvariantCulture, out int count) && count < 1)
        result.AddError($"Expected at least 1 as most, got {given.Value}.");
});
Command select = new("select", "Copies the cases of the classes that exist.") { from, to, most };
select.SetAction(line =>
{
    (string source, string target) = (line.GetValue(from)!.FullName, line.GetValue(to)!);
    int copied = line.GetValue(most) is { } count ? Selection.Copy(source, target, count) : Selection.Copy(source, target);
    Console.WriteLine($"{copied} cases copied");
});

RootCommand root = new("Replays cases recorded from Keras's own test suite.") { report, select };
return root.Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
