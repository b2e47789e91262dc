// Trains a small network to classify handwritten digits, shows the progress, and evaluates it on the test images.
//
//     dotnet run -c Release --project examples/MnistTraining -- --help
//
// The network and its training are in Training.cs; the rest is the command line and what is printed.
using System.Globalization;
using MnistTraining;

// Numbers have a decimal point in every culture, on the command line and in the output.
CultureInfo.DefaultThreadCurrentCulture = CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
return new TrainCommand().Run(args);
