using Hopguard.Hosting;

return HopguardHost.Run(args);
