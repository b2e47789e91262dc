// Trains a small network to read handwritten digits, shows how it goes, and tells how many digits it never saw it reads right.
//
//     dotnet run -c Release --project examples/MnistTraining -- --help
//
// The network and its training are in Training.cs; the rest is the command line and what is printed.
using MnistTraining;

return new TrainCommand().Run(args);
