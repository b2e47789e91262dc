// Damages files of every kind, loads them, and tells where that did harm.
//
//     dotnet run -c Release --project tests/Fuzz -- --help
using Fuzz.Running;

return FuzzCommand.Create().Parse(args).Invoke(new() { EnableDefaultExceptionHandler = false });
