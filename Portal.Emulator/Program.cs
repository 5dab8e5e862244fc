using Portal.Emulator;

var configuration = new ConfigurationBuilder()
    .AddJsonFile("appsettings.Development.json", optional: true)
    .AddEnvironmentVariables()
    .AddCommandLine(args)
    .Build();
var options = configuration.GetSection("Emulator").Get<EmulatorOptions>() ?? new EmulatorOptions();

await EmulatorHost.Build(options, args).RunAsync();
