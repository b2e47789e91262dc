// Trains a small network to read handwritten digits, shows how it goes, and tells how many digits it never saw it reads right.
//
//     dotnet run -c Release --project examples/MnistTraining -- --help
//
// The network and its training are in Training.cs; the rest is the command line and what is printed.
using System.Globalization;
using MnistTraining;

// Numbers have a point in every country, on the command line and in what is printed.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return new TrainCommand().Run(args);
