using Keras.OpsGenerator;

const string usage = """
    Writes src/Keras/Operations/Ops.<Idea>.<Form>.g.cs from the symbolic functions of Keras.Ops, and
    src/Keras/Models/RowSequences.g.cs from the methods of Model.

      (no option)   write the files
      --check       write nothing; exit 1 when a committed file differs from what would be written
    """;

if (SourceDirectory.Find(AppContext.BaseDirectory) is not { } directory)
{
    Console.Error.WriteLine($"No directory above {AppContext.BaseDirectory} holds src/Keras/Operations.");
    return 1;
}

switch (args)
{
    case []:
        Console.WriteLine($"{OutputFiles.Write(directory)} files are up to date.");
        return 0;
    case ["--check"]:
        IReadOnlyList<string> differences = OutputFiles.Check(directory);
        foreach (string difference in differences)
            Console.Error.WriteLine(difference);
        return differences.Count == 0 ? 0 : 1;
    default:
        Console.Error.WriteLine(usage);
        return 2;
}
