using System.CommandLine;
using Keras.Interop;
using Keras.Interop.Reporting;

RootCommand root = new("Exchanges files with the real Keras, both ways, and reports what differs; interop.cake runs the whole.")
{
    Step("write", "Saves the cases for Keras.", folder =>
    {
        Writer.Run(Path.Combine(folder, "dotnet"));
        WrittenFiles.Write(Path.Combine(folder, "written"));
        return 0;
    }),
    Step("write-written", "Writes the files that no model saves.", folder =>
    {
        WrittenFiles.Write(Path.Combine(folder, "written"));
        return 0;
    }),
    Step("write-large", "Writes files of more than 4 GiB, which python/large.py reads.", folder =>
    {
        LargeFiles.Write(folder);
        return 0;
    }),
    Check("check", "Checks what a release of Keras saved, and what it saved again.", Checker.Run),
    Check("check-written", "Checks what a release of Keras made of the files that no model saves.", (folder, release) =>
    {
        using RowWriter rows = new(Path.Combine(folder, "rows", $"dotnet-{release}-written.jsonl"), release);
        WrittenFiles.Check(rows, Path.Combine(folder, "written"), Path.Combine(folder, "keras-" + release, "returned-to-written"));
    }),
    Step("report", "Prints the table. The exit code is 1 if anything differs.", folder => Report.Run(folder) ? 0 : 1),
    Step("tensorboard", "Trains with the TensorBoard callback.", folder =>
    {
        BoardLogs.Write(folder);
        return 0;
    }),
};
return root.Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });

static Command Step(string name, string description, Func<string, int> action)
{
    Argument<string> folder = new("folder") { Description = "The folder of the exchange." };
    Command command = new(name, description) { folder };
    command.SetAction(line => action(line.GetValue(folder)!));
    return command;
}

static Command Check(string name, string description, Action<string, string> action)
{
    Argument<DirectoryInfo> folder = new("folder") { Description = "The folder of the exchange." };
    folder.AcceptExistingOnly();
    Argument<string> release = new("release") { Description = "The release of Keras, such as 3.15.1." };
    Command command = new(name, description) { folder, release };
    command.SetAction(line => action(line.GetValue(folder)!.ToString(), line.GetValue(release)!));
    return command;
}
