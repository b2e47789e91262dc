// Replays cases recorded from Keras's own test suite and tells where this library gives something else.
//
//     dotnet run -c Release --project tests/Keras.Conformance -- report DIRECTORY
//     dotnet run -c Release --project tests/Keras.Conformance -- select FROM TO [MOST]
//
// A directory holds <kind>/<stem>.zip. 'select' copies the cases of the classes that exist, of layers and models at most MOST of each class
// in a zip; Cases/ beside this file is such a copy, with 6.
using Keras.Conformance;

switch (args)
{
    case ["report", string directory] when Directory.Exists(directory):
        Report report = Report.Of(CaseDirectory.Read(directory));
        report.Write(Console.Out);
        return report.Failed == 0 ? 0 : 1;
    case ["select", string from, string to] when Directory.Exists(from):
        Console.WriteLine($"{Selection.Copy(from, to)} cases copied");
        return 0;
    case ["select", string from, string to, string most] when Directory.Exists(from) && int.TryParse(most, out int count) && count > 0:
        Console.WriteLine($"{Selection.Copy(from, to, count)} cases copied");
        return 0;
    default:
        Console.Error.WriteLine("Expected 'report DIRECTORY' or 'select FROM TO [MOST]', with a directory of <kind>/<stem>.zip.");
        return 2;
}
