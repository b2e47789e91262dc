using System.CommandLine;
using Keras.OpsGenerator;

Option<bool> check = new("--check")
{
    Description = "Write nothing; exit with 1 when a committed file differs from what would be written.",
};
RootCommand root = new("""
    Writes src/Keras/Operations/Ops.<Idea>.<Form>.g.cs from the symbolic functions of Keras.Ops, and
    src/Keras/Models/RowSequences.g.cs from the methods of Model.
    """)
{
    check,
};
root.SetAction(line =>
{
    if (SourceDirectory.Find(AppContext.BaseDirectory) is not { } directory)
    {
        Console.Error.WriteLine($"No directory above {AppContext.BaseDirectory} holds src/Keras/Operations.");
        return 1;
    }

    if (!line.GetValue(check))
    {
        Console.WriteLine($"{OutputFiles.Write(directory)} files are up to date.");
        return 0;
    }

    IReadOnlyList<string> differences = OutputFiles.Check(directory);
    foreach (string difference in differences)
        Console.Error.WriteLine(difference);
    return differences.Count == 0 ? 0 : 1;
});
return root.Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
