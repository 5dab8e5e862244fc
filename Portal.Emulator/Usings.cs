// The word of the platform for who is known to it; files and folders are reached by their full name here.
global using Directory = Portal.Emulator.World.Directory;
